const digits = '零一二三四五六七八九';

/** 十二 → 12, 二十 → 20, 两 → 2, 13 → 13; NaN for anything else. Enough for buildings and groups (1–99 in words). */
export function readNumber(written: string): number {
  if (/^[0-9]{1,4}$/.test(written)) return Number(written);
  const words = written.replaceAll('两', '二').replaceAll('〇', '零');
  const ten = words.indexOf('十');
  if (ten === -1) return words.length === 1 && digits.includes(words) ? digits.indexOf(words) : Number.NaN;
  const tens = ten === 0 ? 1 : digits.indexOf(words.slice(0, ten));
  const ones = ten === words.length - 1 ? 0 : digits.indexOf(words.slice(ten + 1));
  return tens < 1 || ones < 0 || ten > 1 || words.length > ten + 2 ? Number.NaN : tens * 10 + ones;
}
