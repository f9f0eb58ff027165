const magic = Buffer.from('#!AMR\n', 'latin1');

// AMR narrow band: each frame holds 20 ms; its first byte names the mode, the mode gives the frame's size
// including that byte (RFC 4867, section 5, and 3GPP TS 26.101).
const frameSeconds = 0.02;
const frameBytesByMode = [13, 14, 16, 18, 20, 21, 27, 32, 6];

export function isAmr(bytes: Buffer): boolean {
  return bytes.subarray(0, magic.length).equals(magic);
}

export function amrSeconds(bytes: Buffer): number {
  let frames = 0;
  let position = magic.length;
  while (position < bytes.length) {
    const mode = (bytes.readUInt8(position) >> 3) & 0x0f;
    // Modes without a size are "no data": one byte.
    position += frameBytesByMode[mode] ?? 1;
    frames += 1;
  }
  return frames * frameSeconds;
}
