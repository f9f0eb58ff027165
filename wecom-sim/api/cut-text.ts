/** Cuts to at most `maxBytes` of UTF-8 without splitting a character (border rule unconfirmed, wecom.md 9). */
export function cutBytes(text: string, maxBytes: number): string {
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character, 'utf8');
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept;
}

export function cutCharacters(text: string, maxCharacters: number): string {
  return [...text].slice(0, maxCharacters).join('');
}
