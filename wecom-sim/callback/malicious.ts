import { randomBytes } from 'node:crypto';
import { composePlain, decodeKey, encryptPadded, pad, seal } from '../crypto/callback-cipher.js';
import type { WecomSettings } from '../settings.js';
import type { SimParts } from '../sim-parts.js';
import { writeXml } from '../xml/write-xml.js';
import type { BotLine } from './bot-line.js';
import { deliverOnce } from './deliver.js';
import { textMessage } from './message-xml.js';
import { envelope, sealPost, signedQuery } from './sealed-post.js';

export const maliciousKinds = [
  'bad-signature',
  'unsigned',
  'foreign-receiveid',
  'broken-padding',
  'old-timestamp',
  'oversized',
  'doctype',
  'entity',
  'truncated',
  'plain-xml',
] as const;
export type MaliciousKind = (typeof maliciousKinds)[number];

export interface MaliciousOutcome {
  kind: MaliciousKind;
  /** What the bot answered; absent when it hung up without an answer. */
  status?: number;
  problem?: string;
}

interface Forged {
  query: Record<string, string>;
  body: string;
}

const hourSeconds = 3600;
const oversizedBytes = 1024 * 1024 + 64 * 1024;

/** Sends one delivery that a bot must refuse (wecom.md 9), once and without retries. */
export async function deliverMalicious(
  parts: SimParts,
  line: BotLine,
  kind: MaliciousKind,
): Promise<MaliciousOutcome> {
  const { settings, clock, msgIds } = parts;
  const message = textMessage(settings, 'sim-intruder', clock.nowSeconds(), msgIds.next(), '不应被接受');
  const { status, problem } = await deliverOnce(
    parts,
    line,
    forge(kind, settings, message, clock.nowSeconds()),
  );
  return {
    kind,
    ...(status === undefined ? {} : { status }),
    ...(problem === undefined ? {} : { problem }),
  };
}

function forge(kind: MaliciousKind, settings: WecomSettings, message: string, now: number): Forged {
  const genuine = sealPost(settings, message, now);
  const { query } = genuine;
  const key = decodeKey(settings.encodingAesKey);
  switch (kind) {
    case 'bad-signature':
      return { query: { ...query, msg_signature: changeLastDigit(query.msg_signature) }, body: genuine.body };
    case 'unsigned':
      return { query: { timestamp: query.timestamp, nonce: query.nonce }, body: genuine.body };
    case 'foreign-receiveid':
      return signed(settings, seal(key, message, 'wwanothercorp00001'), now);
    case 'broken-padding':
      return signed(settings, encryptPadded(key, spoilPadding(message, settings)), now);
    case 'old-timestamp':
      return sealPost(settings, message, now - hourSeconds);
    case 'oversized':
      return sealPost(settings, message.replace('不应被接受', '大'.repeat(oversizedBytes / 4)), now);
    case 'doctype':
      return { query, body: `<!DOCTYPE xml [<!ENTITY x "y">]>${genuine.body}` };
    case 'entity':
      return sealPost(settings, withEntity(message), now);
    case 'truncated':
      return { query, body: genuine.body.slice(0, genuine.body.length / 2) };
    case 'plain-xml':
      // Signed as if Encrypt were empty, to catch a bot that lets a missing field pass as an empty one.
      return { query: signedQuery(settings, '', now), body: message };
  }
}

function signed(settings: WecomSettings, encrypted: string, now: number): Forged {
  return { query: signedQuery(settings, encrypted, now), body: envelope(settings, encrypted) };
}

function changeLastDigit(signature: string): string {
  return signature.slice(0, -1) + (signature.endsWith('0') ? '1' : '0');
}

/** A last byte of 0 is a pad length that cannot occur. */
function spoilPadding(message: string, settings: WecomSettings): Buffer {
  const padded = pad(composePlain(message, settings.corpId, randomBytes(16)));
  padded.writeUInt8(0, padded.length - 1);
  return padded;
}

/** The attack sits inside the encrypted part: an entity that would expand into the text. */
function withEntity(message: string): string {
  const opened = writeXml([]).slice(0, '<xml>'.length);
  const body = message.slice(opened.length).replace('<![CDATA[不应被接受]]>', '&x;');
  return `<!DOCTYPE xml [<!ENTITY x "不应被接受">]>${opened}${body}`;
}
