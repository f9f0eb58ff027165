import { composePlain, decodeKey, encryptPadded, pad, sign } from '../../wecom-sim/crypto/callback-cipher.js';
import type { WecomSettings } from '../../wecom-sim/settings.js';
import type { Random } from '../support/random.js';

/** One request to the callback address, before it is written as HTTP. */
export interface Post {
  method: 'GET' | 'POST';
  query: [name: string, value: string][];
  body: Buffer;
  contentType: string;
}

/** Bytes that need not be text: a real sender cannot write them, somebody who learned the key can. */
export type Plaintext = string | Buffer;

export function sealBytes(
  settings: WecomSettings,
  random: Random,
  plaintext: Plaintext,
  receiveId = settings.corpId,
): string {
  const salt = bytesOf(random, 16);
  const bytes = Buffer.isBuffer(plaintext) ? plaintext : Buffer.from(plaintext, 'utf8');
  const composed = composePlain('', receiveId, salt);
  // The layout of path/90968: the length and the bytes themselves stand between the salt and the receiver.
  composed.writeUInt32BE(bytes.length, 16);
  const whole = Buffer.concat([composed.subarray(0, 20), bytes, composed.subarray(20)]);
  return encryptPadded(decodeKey(settings.encodingAesKey), pad(whole));
}

/** A delivery as WeCom would make it: signed for this token, in XML or in JSON. */
export function signedPost(settings: WecomSettings, random: Random, encrypted: string): Post {
  const { corpId, agentId, token } = settings;
  const timestamp = String(1_700_000_000 + random.below(100_000_000));
  const nonce = String(random.below(2 ** 31));
  const json = random.chance(0.3);
  const body = json
    ? JSON.stringify({ tousername: corpId, encrypt: encrypted, agentid: agentId })
    : `<xml><ToUserName><![CDATA[${corpId}]]></ToUserName><AgentID><![CDATA[${agentId}]]></AgentID>` +
      `<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  return {
    method: 'POST',
    query: [
      ['msg_signature', sign(token, timestamp, nonce, encrypted)],
      ['timestamp', timestamp],
      ['nonce', nonce],
    ],
    body: Buffer.from(body),
    contentType: json ? 'application/json' : 'text/xml; charset=utf-8',
  };
}

export function bytesOf(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random.below(256)));
}
