const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * At most `maxCharacters` code points, the last of them … if something is missing. Never cuts inside what a reader sees
 * as one character, such as a flag or a family.
 */
export function cutText(text: string, maxCharacters: number): string {
  const whole = text.toWellFormed();
  if (count(whole) <= maxCharacters) return whole;
  let kept = '';
  let length = 1;
  for (const { segment } of graphemes.segment(whole)) {
    length += count(segment);
    if (length > maxCharacters) break;
    kept += segment;
  }
  return `${kept}…`;
}

function count(text: string): number {
  return [...text].length;
}
