import { timingSafeEqual } from 'node:crypto';
import { getSignature } from '@wecom/crypto';
import type { z } from 'zod';
import { callbackError } from './callback-error.js';
import { type Decoded, decodePlaintext } from './decode.js';
import { readJson } from './read-json.js';
import { readXml } from './read-xml.js';
import { readAesKey, unseal } from './unseal.js';
import { deliveryQuerySchema, envelopeSchema, plaintextSchema, verificationQuerySchema } from './wire.js';

export interface CallbackSettings {
  corpId: string;
  token: string;
  encodingAesKey: string;
}

/** Opens what WeCom sends. Both throw an `AppError` with a `CallbackFault` as its code; neither calls out. */
export interface WecomCallback {
  /** The text that must be answered byte for byte (path/90930). */
  verifyUrl(query: unknown): string;
  /** Whatever is authentic comes back as something; only what is not, or cannot be read at all, throws. */
  open(query: unknown, body: string): Decoded;
  /** Whether a refusal was caused by our own check: only who knows the token can write this proof. */
  isProbe(query: unknown, proof: unknown): boolean;
}

/**
 * The signature proves who sent something, not when: a captured delivery stays valid, so that the key of the message is
 * what keeps it from counting twice. Old timestamps are not refused, as the documentation sets no bound for repeats.
 */
export function createCallback(settings: CallbackSettings): WecomCallback {
  const key = readAesKey(settings.encodingAesKey);

  function openSealed(query: z.infer<typeof deliveryQuerySchema>, encrypted: string): string {
    const { msg_signature, timestamp, nonce } = query;
    const expected = getSignature(settings.token, timestamp, nonce, encrypted);
    if (!sameSignature(msg_signature, expected)) {
      throw callbackError('callback-signature', 'msg_signature does not fit');
    }
    const { message, receiveId } = unseal(key, encrypted);
    if (receiveId !== settings.corpId) throw callbackError('callback-receiveid', 'meant for another corp');
    return message;
  }

  return {
    verifyUrl(query) {
      const parsed = readQuery(verificationQuerySchema, query);
      // Base64 has no blanks: one here is a plus sign that somebody on the way decoded once too often.
      return openSealed(parsed, parsed.echostr.replaceAll(' ', '+'));
    },
    open(query, body) {
      const parsed = readQuery(deliveryQuerySchema, query);
      const message = openSealed(parsed, readEnvelope(body));
      const wire = plaintextSchema.safeParse(readDocument(message));
      if (!wire.success) throw callbackError('callback-xml', 'the message has no MsgType');
      return decodePlaintext(wire.data);
    },
    isProbe(query, proof) {
      const parsed = deliveryQuerySchema.safeParse(query);
      return (
        parsed.success && typeof proof === 'string' && sameSignature(proof, proveProbe(settings, parsed.data))
      );
    },
  };
}

/** Where our own check proves that a wrong signature is its own; the answer is the same, the log does not warn of it. */
export const probeHeader = 'x-gridwhistle-probe';

/** What our own check sends beside a signature that is wrong on purpose. It opens nothing: no message is signed like this. */
export function proveProbe(
  settings: { token: string },
  query: { msg_signature: string; timestamp: string; nonce: string },
): string {
  return getSignature(settings.token, query.timestamp, query.nonce, `doctor-probe ${query.msg_signature}`);
}

function readQuery<T extends z.ZodType>(schema: T, query: unknown): z.output<T> {
  const parsed = schema.safeParse(query);
  if (!parsed.success) throw callbackError('callback-query', 'a parameter is missing or given twice');
  return parsed.data;
}

/** XML, or JSON for corps that chose it; both occur around and inside the ciphertext (path/90238). */
function readDocument(text: string): Record<string, unknown> {
  const trimmed = text.replace(/^\uFEFF/, '').trimStart();
  if (trimmed === '') throw callbackError('callback-truncated', 'nothing in it');
  return trimmed.startsWith('{') ? readJson(trimmed) : readXml(trimmed);
}

function readEnvelope(body: string): string {
  const fields = readDocument(body);
  const name = Object.keys(fields).find((each) => each.toLowerCase() === 'encrypt');
  const envelope = envelopeSchema.safeParse({ encrypt: name === undefined ? undefined : fields[name] });
  if (!envelope.success) throw callbackError('callback-unencrypted', 'no Encrypt in the envelope');
  return envelope.data.encrypt.trim();
}

/** Takes the same time wherever the two differ, so that a signature cannot be guessed digit by digit. */
function sameSignature(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
