import { AppError } from '../../shared/errors.js';
import { foldText } from '../../shared/fold-text.js';

/**
 * Quasigroup of order 10 by H. Michael Damm (thesis, Marburg 2004): its check digit finds every single wrong digit
 * and every swap of two neighbours, which is how people copy a number wrongly.
 */
const damm = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
] as const;

function checkDigit(digits: string): string {
  let row = '0';
  for (const digit of digits) row = damm[Number(row)]?.charAt(Number(digit)) ?? '0';
  return row;
}

/** A sequence value as people see it: 20461 → '20461-7'. */
export function formatCaseNumber(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 999_999_999) {
    throw new AppError(
      'case-number',
      'give-up',
      `A case number needs a sequence value of 1 to 9 digits, not ${n}`,
    );
  }
  return `${n}-${checkDigit(String(n))}`;
}

/** The kept form (digits with the check digit) as people see it. */
export function displayCaseNumber(digits: string): string {
  return `${digits.slice(0, -1)}-${digits.slice(-1)}`;
}

/** A number somebody typed, 20461-7 or 204617, as digits; null when it is none or the check digit is wrong. */
export function parseCaseNumber(text: string): string | null {
  const written = /^(?:编号|工单号?|no\.?|#)?[:\s]*([1-9][0-9]{0,8})\s*[-—–－_]?\s*([0-9])\s*号?$/.exec(
    foldText(text).trim(),
  );
  const [, body, check] = written ?? [];
  return body !== undefined && check === checkDigit(body) ? body + check : null;
}

/** Hotlines and carriers' numbers that people name in a complaint. */
const hotline = /^(?:1(?:23|00|01|16)[0-9]{2}|9[56][0-9]{3,4})$/;
const cue = /(?:编号|工单号?|单号|案件号?|件号|号码|no\.?|#)(?:是|为)?[:\s]*$/;
const candidate =
  /(?<![0-9a-z.\-—–_])([1-9][0-9]{0,8})(?:\s?([-—–_])\s?)?([0-9])(?![0-9a-z.\-—–_]|[元块米号栋楼室年月日岁天人个万千点户斤度路])/g;

/** The case numbers in a text. One in ten other numbers has a fitting check digit, so short ones need a word beside them. */
export function findCaseNumbers(text: string): string[] {
  const folded = foldText(text);
  const found = new Set<string>();
  for (const match of folded.matchAll(candidate)) {
    const [, body = '', hyphen, check = ''] = match;
    if (check !== checkDigit(body) || hotline.test(body + check)) continue;
    const named = cue.test(folded.slice(Math.max(0, match.index - 8), match.index));
    if (named || body.length >= (hyphen === undefined ? 5 : 4)) found.add(body + check);
  }
  return [...found];
}
