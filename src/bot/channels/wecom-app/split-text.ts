/** path/90236: a longer text is cut off, without an error. */
export const maxTextBytes = 2048;
/** Room for the number in front of a part. */
const numberBytes = Buffer.byteLength('(9999/9999)\n');

const encoder = new TextEncoder();
const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * Parts that leave `reservedBytes` of a message's `maxTextBytes` of UTF-8 free, numbered (1/3) when there are several.
 * Cut where a line ends, else where a sentence ends, else between characters; only the line break at a cut is left out.
 */
export function splitText(text: string, reservedBytes = 0): string[] {
  let rest = text.toWellFormed();
  if (Buffer.byteLength(rest) + reservedBytes <= maxTextBytes) return [rest];
  const room = new Uint8Array(maxTextBytes - numberBytes - reservedBytes);
  const parts: string[] = [];
  while (Buffer.byteLength(rest) > room.length) {
    const end = chooseCut(rest, encoder.encodeInto(rest, room).read);
    parts.push(rest.slice(0, end));
    rest = rest.slice(rest[end] === '\n' ? end + 1 : end);
  }
  if (rest !== '') parts.push(rest);
  return parts.map((part, index) => `(${index + 1}/${parts.length})\n${part}`);
}

/** Where to cut `text`, at most at `limit`. An early line or sentence end would waste more than half a message. */
function chooseCut(text: string, limit: number): number {
  const earliest = limit / 2;
  const lineEnd = text.lastIndexOf('\n', limit);
  if (lineEnd >= earliest) return lineEnd;
  const sentenceEnd = Math.max(...['。', '！', '？', '；'].map((mark) => text.lastIndexOf(mark, limit - 1)));
  if (sentenceEnd >= earliest) return sentenceEnd + 1;
  const character = graphemes.segment(text).containing(limit);
  // Zero: one character fills the whole message (marks piled upon it) and has to be broken.
  return character && character.index > 0 ? character.index : limit;
}
