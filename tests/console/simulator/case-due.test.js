import { describe, expect, test } from 'vitest';
import { firstLimit, leftWords, nextLimit } from '../../../console/simulator/case-due.js';

const at = (text) => Date.parse(`${text}+08:00`);
const lamp = { dueAt: { resolve: '2026-11-30T17:30:00+08:00', acknowledge: '2026-11-24T17:30:00+08:00' } };
const done = { dueAt: {} };

describe('a newcomer who watches the cases on the page', () => {
  test('is told the limit that comes first, by its name', () => {
    expect(firstLimit(lamp)).toEqual({ what: '签收', at: at('2026-11-24T17:30:00') });
  });

  test('is told no limit where none runs', () => {
    expect(firstLimit(done)).toBeNull();
  });

  test('can jump to the next limit of any case, never to one that has passed', () => {
    expect(nextLimit([done, lamp], at('2026-11-24T17:30:00'))).toBe(at('2026-11-30T17:30:00'));
    expect(nextLimit([lamp], at('2026-12-01T09:00:00'))).toBeNull();
  });

  test('never reads more time left than there is', () => {
    const due = at('2026-11-24T17:30:00');
    expect(leftWords(due, at('2026-11-24T15:31:00'))).toBe('还剩1小时');
    expect(leftWords(due, at('2026-11-24T16:50:00'))).toBe('还剩40分钟');
    expect(leftWords(due, at('2026-11-21T18:00:00'))).toBe('还剩2天');
    expect(leftWords(due, at('2026-11-25T18:00:00'))).toBe('超时24小时');
  });
});
