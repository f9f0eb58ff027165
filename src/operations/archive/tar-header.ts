import { AppError } from '../../shared/errors.js';

/**
 * The POSIX tar format ("ustar", IEEE Std 1003.1, pax): a header of 512 bytes before each member, members padded to
 * whole blocks, two empty blocks at the end. Any `tar -xzf` opens a backup, also when this program is not at hand.
 */
export const blockBytes = 512;

export interface TarMember {
  name: string;
  size: number;
}

/** Field lengths of the format. */
const nameBytes = 100;
const largestSize = 0o77777777777;
const checksumAt = 148;

export function encodeHeader({ name, size }: TarMember, modifiedAt: Date): Buffer {
  if (Buffer.byteLength(name) > nameBytes || size > largestSize) {
    throw new AppError('archive-member', 'give-up', `${name} does not fit into a tar header`);
  }
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, at: number, length: number) =>
    header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
  header.write(name, 0, 'utf8');
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(Math.floor(modifiedAt.getTime() / 1000), 136, 12);
  header.write('0', 156, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  header.write(`${checksumOf(header).toString(8).padStart(6, '0')}\0 `, checksumAt, 'latin1');
  return header;
}

/** Null for one of the empty blocks at the end. */
export function decodeHeader(header: Buffer): TarMember | null {
  if (header.every((byte) => byte === 0)) return null;
  const field = (at: number, length: number) =>
    header.toString('utf8', at, at + length).replace(/\0[\s\S]*$/, '');
  const number = (at: number, length: number) => {
    const text = field(at, length).trim();
    return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN;
  };
  const size = number(124, 12);
  const plainFile = header.toString('latin1', 156, 157) === '0';
  if (number(checksumAt, 8) !== checksumOf(header) || Number.isNaN(size) || !plainFile) {
    throw new AppError('archive-damaged', 'give-up', 'a header of the archive is damaged');
  }
  return { name: field(0, nameBytes), size };
}

/** The sum of all bytes, with the field of the sum itself taken as blanks. */
function checksumOf(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= checksumAt && at < checksumAt + 8 ? 0x20 : byte), 0);
}

/** Empty bytes up to the next whole block. */
export function paddingAfter(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes;
}
