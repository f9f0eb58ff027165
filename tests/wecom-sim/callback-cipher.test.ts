import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  CipherProblem,
  decodeKey,
  encryptPadded,
  open,
  pad,
  seal,
  sign,
} from '../../wecom-sim/crypto/callback-cipher.js';

const vector = z.object({
  id: z.string(),
  token: z.string(),
  encodingAESKey: z.string(),
  receiveId: z.string(),
  timestamp: z.string(),
  nonce: z.string(),
  msg_signature: z.string(),
  ciphertext: z.string(),
  plaintext: z.string().optional(),
  randomHex: z.string().optional(),
  expectSignatureValid: z.boolean(),
});
const file = z
  .object({
    vectors: z.array(vector),
    invalidEncodingAesKeys: z.array(z.object({ key: z.string() })),
  })
  .parse(JSON.parse(readFileSync(new URL('../support/wecom-vectors.json', import.meta.url), 'utf8')));

describe('the callback crypto agrees with the published vectors', () => {
  it.each(file.vectors)('$id: the signature is judged as published', (each) => {
    const own = sign(each.token, each.timestamp, each.nonce, each.ciphertext);
    expect(own === each.msg_signature).toBe(each.expectSignatureValid);
  });

  it.each(file.vectors.filter((each) => each.plaintext !== undefined))(
    '$id: opens to the published text',
    (each) => {
      expect(open(decodeKey(each.encodingAESKey), each.ciphertext)).toEqual({
        message: each.plaintext,
        receiveId: each.receiveId,
      });
    },
  );

  it.each(file.vectors.filter((each) => each.randomHex !== undefined))(
    '$id: seals to the same bytes',
    (each) => {
      const random = Buffer.from(each.randomHex ?? '', 'hex');
      expect(seal(decodeKey(each.encodingAESKey), each.plaintext ?? '', each.receiveId, random)).toBe(
        each.ciphertext,
      );
    },
  );

  it.each(file.invalidEncodingAesKeys)('refuses the key "$key"', ({ key }) => {
    expect(() => decodeKey(key)).toThrow(CipherProblem);
  });
});

describe('a ciphertext that does not open', () => {
  const key = decodeKey('SimulatedKeySimulatedKeySimulatedKey1234567');

  it('is refused when a padding byte is wrong', () => {
    const padded = pad(Buffer.alloc(40));
    padded.writeUInt8(0, padded.length - 2);
    expect(() => open(key, encryptPadded(key, padded))).toThrow('padding is broken');
  });

  it('is refused when the length field points past the end', () => {
    const plain = Buffer.alloc(40, 0xff);
    expect(() => open(key, encryptPadded(key, pad(plain)))).toThrow('length field');
  });

  it('is refused when it was cut', () => {
    expect(() => open(key, seal(key, '内容', 'ww1').slice(0, 20))).toThrow(CipherProblem);
  });
});
