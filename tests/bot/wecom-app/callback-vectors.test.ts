import { readFileSync } from 'node:fs';
import { WecomCrypto } from '@wecom/aibot-node-sdk';
import { decrypt, encrypt } from '@wecom/crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCallback } from '../../../src/bot/channels/wecom-app/callback.js';
import { readAesKey, unseal } from '../../../src/bot/channels/wecom-app/unseal.js';
import { corp, faultOf } from './sealed.js';

const vectorSchema = z.object({
  id: z.string(),
  token: z.string(),
  encodingAESKey: z.string(),
  receiveId: z.string(),
  expectedReceiveId: z.string().optional(),
  timestamp: z.string(),
  nonce: z.string(),
  msg_signature: z.string(),
  ciphertext: z.string(),
  plaintext: z.string().optional(),
  expectSignatureValid: z.boolean(),
});
const keySchema = z.object({ key: z.string() });

function readVectors(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}

const shared = z
  .object({ vectors: z.array(vectorSchema), invalidEncodingAesKeys: z.array(keySchema) })
  .parse(readVectors('../../support/wecom-vectors.json'));
const own = z.object({ vectors: z.array(vectorSchema) }).parse(readVectors('./json-vectors.json'));
const vectors = [...shared.vectors, ...own.vectors];
const authentic = vectors.filter((v) => v.expectSignatureValid && v.expectedReceiveId === undefined);

/** Verification opens any text, so that it shows what is inside a vector, whatever kind it is. */
function open(v: z.infer<typeof vectorSchema>): unknown {
  const callback = createCallback({
    corpId: v.expectedReceiveId ?? v.receiveId,
    token: v.token,
    encodingAesKey: v.encodingAESKey,
  });
  const { msg_signature, timestamp, nonce, ciphertext } = v;
  return faultOf(() => callback.verifyUrl({ msg_signature, timestamp, nonce, echostr: ciphertext }));
}

describe('published and generated vectors', () => {
  it('are all there', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(20);
    expect(authentic.length).toBeGreaterThanOrEqual(14);
  });

  it.each(authentic.filter((v) => v.plaintext !== undefined))('$id opens to its plaintext', (v) => {
    expect(open(v)).toEqual({ returned: v.plaintext });
  });

  it.each(vectors.filter((v) => !v.expectSignatureValid))('$id is refused for its signature', (v) => {
    expect(open(v)).toBe('callback-signature');
  });

  it.each(vectors.filter((v) => v.expectedReceiveId !== undefined))(
    '$id is refused for its receiver',
    (v) => {
      expect(open(v)).toBe('callback-receiveid');
    },
  );

  it.each(authentic.filter((v) => v.plaintext !== undefined))(
    '$id says the same to both of the official libraries',
    (v) => {
      const opened = unseal(readAesKey(v.encodingAESKey), v.ciphertext);
      const first = decrypt(v.encodingAESKey, v.ciphertext);
      expect(opened).toEqual({ message: first.message, receiveId: first.id });
      const second = new WecomCrypto(v.token, v.encodingAESKey, v.receiveId);
      expect(second.decrypt(v.ciphertext)).toBe(opened.message);
      expect(second.verifySignature(v.msg_signature, v.timestamp, v.nonce, v.ciphertext)).toBe(true);
    },
  );

  it.each(shared.invalidEncodingAesKeys)('an app whose key is "$key" does not start', ({ key }) => {
    expect(faultOf(() => createCallback({ ...corp, encodingAesKey: key }))).toBe('wecom-aes-key');
  });
});

describe('messages of every length', () => {
  const lengths = Array.from({ length: 70 }, (_, length) => length);

  it.each(lengths)('%i bytes come out of what either library sealed', (length) => {
    const message = 'a'.repeat(length);
    const key = readAesKey(corp.encodingAesKey);
    const byFirst = encrypt(corp.encodingAesKey, message, corp.corpId);
    const second = new WecomCrypto(corp.token, corp.encodingAesKey, corp.corpId);
    const bySecond = second.encrypt(message, '1795000000', '1').encrypt;
    const whole = { message, receiveId: corp.corpId };
    expect([unseal(key, byFirst), unseal(key, bySecond)]).toEqual([whole, whole]);
  });
});

describe('the JSON variant', () => {
  const find = (id: string) => {
    const found = vectors.find((v) => v.id === id);
    if (!found) throw new Error(`no vector ${id}`);
    const { msg_signature, timestamp, nonce, ciphertext, receiveId, token, encodingAESKey } = found;
    const callback = createCallback({ corpId: receiveId, token, encodingAesKey: encodingAESKey });
    return { ciphertext, open: (body: string) => callback.open({ msg_signature, timestamp, nonce }, body) };
  };

  it.each(['encrypt', 'Encrypt', 'ENCRYPT'])('is read, whatever the capitals of "%s"', (name) => {
    const { ciphertext, open: openBody } = find('wecom-official-post-json-golang');
    expect(openBody(JSON.stringify({ tousername: 'x', [name]: ciphertext, agentid: '218' }))).toMatchObject({
      kind: 'message',
      message: { senderKey: 'mycreate', content: { kind: 'text', text: 'hello' } },
    });
  });

  it('keeps every digit of a MsgId above 2^53', () => {
    const { ciphertext, open: openBody } = find('wecom-official-post-json-golang');
    const opened = openBody(JSON.stringify({ encrypt: ciphertext }));
    expect(opened.kind === 'message' && opened.message.externalKey).toMatch(/\|4561255354251345929$/);
  });

  it('is refused where the official sample itself is broken', () => {
    const { ciphertext, open: openBody } = find('wecom-official-post-json-php');
    expect(faultOf(() => openBody(JSON.stringify({ Encrypt: ciphertext })))).toBe('callback-xml');
  });
});
