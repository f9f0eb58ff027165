import { describe, expect, it } from 'vitest';
import {
  displayCaseNumber,
  findCaseNumbers,
  formatCaseNumber,
  parseCaseNumber,
} from '../../../src/domain/understanding/index.js';

const kept = (n: number) => formatCaseNumber(n).replace('-', '');

describe('a case number', () => {
  it('carries the check digit of the Damm table (572 → 4, the example of its author)', () => {
    expect(formatCaseNumber(572)).toBe('572-4');
  });

  it('is read with or without its hyphen, in full width, with a word before it', () => {
    const shown = formatCaseNumber(20461);
    for (const written of [shown, kept(20461), ` ${shown} `, `编号${shown}`, `工单：${shown}`, `#${shown}`]) {
      expect(parseCaseNumber(written)).toBe(kept(20461));
    }
    expect(parseCaseNumber('５７２４')).toBe('5724');
  });

  it('comes back from what is kept to what is shown', () => {
    for (const n of [1, 9, 10, 20461, 999_999_999])
      expect(displayCaseNumber(kept(n))).toBe(formatCaseNumber(n));
  });

  it('is refused when one digit is wrong or two neighbours are swapped, whichever they are', () => {
    const right = kept(30718);
    for (let i = 0; i < right.length; i++) {
      for (const digit of '0123456789') {
        const wrong = right.slice(0, i) + digit + right.slice(i + 1);
        if (wrong !== right) expect(parseCaseNumber(wrong)).toBeNull();
      }
      const swapped = right.slice(0, i) + (right[i + 1] ?? '') + (right[i] ?? '') + right.slice(i + 2);
      if (swapped !== right) expect(parseCaseNumber(swapped)).toBeNull();
    }
  });

  it('is never longer than ten digits and never made of something that is no sequence value', () => {
    expect(kept(999_999_999)).toHaveLength(10);
    for (const n of [0, -1, 1.5, Number.NaN, 1_000_000_000])
      expect(() => formatCaseNumber(n)).toThrow(/case number/i);
    expect(parseCaseNumber('')).toBeNull();
    expect(parseCaseNumber('12345678901')).toBeNull();
    expect(parseCaseNumber('路灯')).toBeNull();
  });

  it('is found inside a sentence, several of them once each', () => {
    const [a, b] = [formatCaseNumber(20461), formatCaseNumber(30718)];
    expect(findCaseNumbers(`${a}和${b}怎么样了，${a}急`)).toEqual([kept(20461), kept(30718)]);
  });

  it('is not seen in a telephone number, a door plate, a hotline, a sum or an old number with letters', () => {
    const digits = kept(20461);
    for (const text of [
      '13800000000',
      '5-7-2244',
      '12345',
      `${digits}元`,
      `HS${digits}`,
      `${digits}-3`,
      `0633-${digits}`,
    ]) {
      expect(findCaseNumbers(text)).toEqual([]);
    }
  });

  it('may be short when the writer says that it is a number', () => {
    expect(findCaseNumbers('编号5724怎么样了')).toEqual(['5724']);
    expect(findCaseNumbers('5724个人')).toEqual([]);
  });
});
