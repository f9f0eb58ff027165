import { randomDigits } from '../corp/new-ids.js';
import { decodeKey, seal, sign } from '../crypto/callback-cipher.js';
import type { WecomSettings } from '../settings.js';
import { SimMistake } from '../sim-mistake.js';
import { writeXml } from '../xml/write-xml.js';

export type SignedQuery = { msg_signature: string; timestamp: string; nonce: string };

export interface SealedPost {
  query: SignedQuery;
  body: string;
}

/** Encrypts with a fresh random and signs with a fresh nonce, as one delivery (path/90238, wecom.md 1.3 and 1.4). */
export function sealPost(settings: WecomSettings, message: string, nowSeconds: number): SealedPost {
  const encrypted = seal(decodeKey(settings.encodingAesKey), message, settings.corpId);
  return { query: signedQuery(settings, encrypted, nowSeconds), body: envelope(settings, encrypted) };
}

export function signedQuery(settings: WecomSettings, encrypted: string, nowSeconds: number): SignedQuery {
  const timestamp = String(nowSeconds);
  const nonce = randomDigits(10);
  return { msg_signature: sign(settings.token, timestamp, nonce, encrypted), timestamp, nonce };
}

export function envelope({ corpId, agentId }: WecomSettings, encrypted: string): string {
  return writeXml([
    ['ToUserName', corpId],
    ['AgentID', String(agentId)],
    ['Encrypt', encrypted],
  ]);
}

/** The bot's callback address with the parameters of one call. */
export function callbackAddress(callbackUrl: string | undefined, query: Record<string, string>): URL {
  if (!callbackUrl) throw new SimMistake('no-callback-url', 'set callbackUrl (SIM_CALLBACK_URL) first');
  const url = new URL(callbackUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}
