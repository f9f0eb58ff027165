import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

// WeCom callback crypto (path/90968, wecom.md 1.4).
const padBlockBytes = 32;
const randomBytesLength = 16;
const lengthFieldBytes = 4;

/** A ciphertext that does not open: wrong key, padding or length field. */
export class CipherProblem extends Error {}

/**
 * 43 characters of base64 without the closing "=" give the 32-byte key. Decoding is lenient: the last
 * character of a valid key may carry spare bits (wecom.md 1.4), and Node ignores them.
 */
export function decodeKey(encodingAesKey: string): Buffer {
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey))
    throw new CipherProblem('EncodingAESKey is not 43 letters and digits');
  return Buffer.from(`${encodingAesKey}=`, 'base64');
}

/** sha1 over the four strings in lexicographic order. */
export function sign(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return createHash('sha1').update([token, timestamp, nonce, encrypted].sort().join('')).digest('hex');
}

/** random(16) || length(4, big endian, UTF-8 bytes) || message || receiveid, padded to 32 and encrypted. */
export function seal(
  key: Buffer,
  message: string,
  receiveId: string,
  random: Buffer = randomBytes(randomBytesLength),
): string {
  return encryptPadded(key, pad(composePlain(message, receiveId, random)));
}

export function composePlain(message: string, receiveId: string, random: Buffer): Buffer {
  const body = Buffer.from(message, 'utf8');
  const length = Buffer.alloc(lengthFieldBytes);
  length.writeUInt32BE(body.length);
  return Buffer.concat([random, length, body, Buffer.from(receiveId, 'utf8')]);
}

/** PKCS#7 to a multiple of 32: the pad runs from 1 to 32 bytes, never 0. */
export function pad(plain: Buffer): Buffer {
  const missing = padBlockBytes - (plain.length % padBlockBytes);
  return Buffer.concat([plain, Buffer.alloc(missing, missing)]);
}

/** Encrypts bytes that carry their padding already, right or wrong. */
export function encryptPadded(key: Buffer, padded: Buffer): string {
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

export function open(key: Buffer, encrypted: string): { message: string; receiveId: string } {
  const plain = unpad(decrypt(key, encrypted));
  const bodyStart = randomBytesLength + lengthFieldBytes;
  if (plain.length < bodyStart) throw new CipherProblem('plaintext is too short');
  const bodyEnd = bodyStart + plain.readUInt32BE(randomBytesLength);
  if (bodyEnd > plain.length) throw new CipherProblem('length field points past the end');
  return {
    message: plain.subarray(bodyStart, bodyEnd).toString('utf8'),
    receiveId: plain.subarray(bodyEnd).toString('utf8'),
  };
}

function decrypt(key: Buffer, encrypted: string): Buffer {
  const bytes = Buffer.from(encrypted, 'base64');
  if (bytes.length === 0 || bytes.length % 16 !== 0)
    throw new CipherProblem('ciphertext is not whole AES blocks');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([decipher.update(bytes), decipher.final()]);
}

function unpad(padded: Buffer): Buffer {
  const count = padded.at(-1) ?? 0;
  const tail = padded.subarray(padded.length - count);
  const valid = count >= 1 && count <= padBlockBytes && tail.every((byte) => byte === count);
  if (!valid) throw new CipherProblem('padding is broken');
  return padded.subarray(0, padded.length - count);
}
