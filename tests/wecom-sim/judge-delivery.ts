import { createDecipheriv } from 'node:crypto';
import { decrypt, getSignature } from '@wecom/crypto';
import type { WecomSettings } from '../../wecom-sim/settings.js';

export interface Verdict {
  status: number;
  /** Which check refused it; absent for a delivery that is accepted. */
  refusedBy?: 'size' | 'doctype' | 'xml' | 'age' | 'signature' | 'padding' | 'receiveid' | 'inner-doctype';
  /** The decrypted text, or the echostr of a verification. */
  message?: string;
}

const maxBytes = 1024 * 1024;
const maxAgeSeconds = 300;

/** What a careful bot checks, one cause after the other; written with Tencent's package, not with the simulator's code. */
export function judgeDelivery(
  settings: WecomSettings,
  method: string,
  query: Record<string, string>,
  body: string,
): Verdict {
  if (Buffer.byteLength(body) > maxBytes) return { status: 413, refusedBy: 'size' };
  if (body.includes('<!DOCTYPE')) return { status: 400, refusedBy: 'doctype' };
  const encrypted =
    method === 'GET' ? query.echostr : /<Encrypt><!\[CDATA\[(.+)\]\]><\/Encrypt>/.exec(body)?.[1];
  if (!encrypted) return { status: 400, refusedBy: 'xml' };
  const { timestamp = '', nonce = '' } = query;
  if (getSignature(settings.token, timestamp, nonce, encrypted) !== query.msg_signature)
    return { status: 403, refusedBy: 'signature' };
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > maxAgeSeconds)
    return { status: 403, refusedBy: 'age' };
  if (!isPadded(settings, encrypted)) return { status: 400, refusedBy: 'padding' };
  const { message, id } = decrypt(settings.encodingAesKey, encrypted);
  if (id !== settings.corpId) return { status: 403, refusedBy: 'receiveid' };
  if (message.includes('<!DOCTYPE')) return { status: 400, refusedBy: 'inner-doctype' };
  return { status: 200, message };
}

/** Tencent's package does not look at the padding, so it is looked at here. */
function isPadded(settings: WecomSettings, encrypted: string): boolean {
  const key = Buffer.from(`${settings.encodingAesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
  const count = plain.at(-1) ?? 0;
  return count >= 1 && count <= 32 && plain.subarray(-count).every((byte) => byte === count);
}
