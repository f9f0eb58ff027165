import { createDecipheriv } from 'node:crypto';
import { AppError } from '../../../shared/errors.js';
import { callbackError } from './callback-error.js';

/** PKCS#7 here pads to 32 bytes, not to the 16 of an AES block, so Node's own padding has to be off (path/90968). */
const padBlockBytes = 32;
/** random(16) and the message's length(4, big endian) come before the message (path/90968). */
const lengthAt = 16;
const messageAt = 20;

/**
 * The AES key of an EncodingAESKey, 43 characters of base64. The last character of a valid key may carry spare bits:
 * a strict decoder would refuse Tencent's own sample key, Node's does not.
 */
export function readAesKey(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (!/^[0-9A-Za-z+/]{43}$/.test(encodingAesKey) || key.length !== 32) {
    throw new AppError('wecom-aes-key', 'tell-operator', 'EncodingAESKey要是管理后台给的43位字符');
  }
  return key;
}

export interface Unsealed {
  message: string;
  /** Who the message is meant for: the corpid, for a self-built app. The caller compares it. */
  receiveId: string;
}

/**
 * Opens a ciphertext whose signature was checked. `decrypt` of @wecom/crypto does the same, but throws the padding away
 * unseen and believes any length field: text made with another key comes out of it as garbage without an error.
 */
export function unseal(key: Buffer, encrypted: string): Unsealed {
  const sealed = Buffer.from(encrypted, 'base64');
  if (sealed.length === 0 || sealed.length % padBlockBytes !== 0) {
    throw callbackError('callback-truncated', `${sealed.length} bytes of ciphertext are not whole blocks`);
  }
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = withoutPadding(Buffer.concat([decipher.update(sealed), decipher.final()]));
  const messageEnd = plain.length < messageAt ? Number.NaN : messageAt + plain.readUInt32BE(lengthAt);
  if (!(messageEnd <= plain.length)) {
    throw callbackError('callback-truncated', 'the length field points beyond the plaintext');
  }
  return {
    message: plain.toString('utf8', messageAt, messageEnd),
    receiveId: plain.toString('utf8', messageEnd),
  };
}

function withoutPadding(padded: Buffer): Buffer {
  const count = padded.at(-1) ?? 0;
  const end = padded.length - count;
  const whole = count >= 1 && count <= padBlockBytes && padded.subarray(end).every((byte) => byte === count);
  if (!whole) throw callbackError('callback-padding', 'the padding is not PKCS#7 to 32 bytes');
  return padded.subarray(0, end);
}
