/** How the files that WeCom carries begin (path/90253: pictures JPG or PNG, voice AMR). */
const beginnings: readonly { mime: string; at: number; bytes: Buffer }[] = [
  { mime: 'image/jpeg', at: 0, bytes: Buffer.from([0xff, 0xd8, 0xff]) },
  { mime: 'image/png', at: 0, bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47]) },
  { mime: 'image/gif', at: 0, bytes: Buffer.from('GIF8') },
  { mime: 'image/webp', at: 8, bytes: Buffer.from('WEBP') },
  { mime: 'audio/amr', at: 0, bytes: Buffer.from('#!AMR') },
];

/** By the bytes, as the header often says no more than that they are some; else what the header says. */
export function mediaTypeOf(bytes: Buffer, contentType: string): string {
  const found = beginnings.find(({ at, bytes: start }) =>
    bytes.subarray(at, at + start.length).equals(start),
  );
  return found?.mime ?? contentType.split(';')[0]?.trim().toLowerCase() ?? '';
}
