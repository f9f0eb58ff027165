import { z } from 'zod';
import { CipherProblem, decodeKey, open, sign } from '../crypto/callback-cipher.js';
import type { WecomSettings } from '../settings.js';
import { readXml } from '../xml/read-xml.js';

/** What the bot put into the HTTP answer of a delivery. */
export type PassiveReply =
  | { kind: 'none' }
  | { kind: 'invalid'; reason: string }
  | { kind: 'message'; fields: Record<string, unknown> };

// path/90241, wecom.md 1.6.
const sealedReply = z.object({
  Encrypt: z.string(),
  MsgSignature: z.string(),
  TimeStamp: z.string(),
  Nonce: z.string(),
});

/** An empty body is no reply; anything else has to be sealed with the reply's own timestamp and nonce. */
export function readPassiveReply(body: Buffer, settings: WecomSettings): PassiveReply {
  if (body.length === 0) return { kind: 'none' };
  const sealed = sealedReply.safeParse(readXml(body.toString('utf8')));
  if (!sealed.success) return { kind: 'invalid', reason: 'not an encrypted reply' };
  const { Encrypt, MsgSignature, TimeStamp, Nonce } = sealed.data;
  if (sign(settings.token, TimeStamp, Nonce, Encrypt) !== MsgSignature)
    return { kind: 'invalid', reason: 'MsgSignature differs' };
  return openReply(Encrypt, settings);
}

function openReply(encrypted: string, settings: WecomSettings): PassiveReply {
  try {
    const { message, receiveId } = open(decodeKey(settings.encodingAesKey), encrypted);
    if (receiveId !== settings.corpId) return { kind: 'invalid', reason: 'receiveid differs' };
    const fields = readXml(message);
    return fields ? { kind: 'message', fields } : { kind: 'invalid', reason: 'not an XML document' };
  } catch (error) {
    if (error instanceof CipherProblem) return { kind: 'invalid', reason: error.message };
    throw error;
  }
}
