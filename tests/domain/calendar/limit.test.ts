import { describe, expect, it } from 'vitest';
import { formatLimit, parseLimit } from '../../../src/domain/calendar/index.js';

describe('a time limit', () => {
  it.each([
    ['30min', { amount: 30, unit: 'min' }, '30分钟'],
    ['2h', { amount: 2, unit: 'h' }, '2小时'],
    ['4wh', { amount: 4, unit: 'wh' }, '4个工作小时'],
    ['5wd', { amount: 5, unit: 'wd' }, '5个工作日'],
    ['30d', { amount: 30, unit: 'd' }, '30天'],
    ['9999d', { amount: 9999, unit: 'd' }, '9999天'],
  ])('written %s is understood and shown in Chinese', (text, limit, shown) => {
    expect(parseLimit(text)).toEqual(limit);
    expect(formatLimit(parseLimit(text))).toBe(shown);
  });

  it.each([
    '',
    '5',
    'wd',
    '0h',
    '05wd',
    '-1d',
    '1.5h',
    '5 wd',
    ' 5wd',
    '5WD',
    '5days',
    '10000d',
    '5wd\n',
    '5toString',
    '五天',
  ])('written %j is refused, and the operator is told how to write it', (text) => {
    expect(() => parseLimit(text)).toThrowError(
      expect.objectContaining({
        code: 'bad-limit',
        remedy: 'tell-operator',
        message: expect.stringContaining('5wd'),
      }),
    );
  });
});
