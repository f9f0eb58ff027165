import { z } from 'zod';

export interface ReadBody {
  body: Record<string, unknown>;
  malformed: boolean;
  rawBody: Buffer;
  contentType: string;
}

const jsonObject = z.record(z.string(), z.unknown());

/**
 * WeCom reads JSON whatever the content type says. It repairs malformed JSON as far as it can
 * (path/90313, wecom.md 7); here nothing survives the repair, so the rules then find fields missing.
 */
export function readJsonBody(raw: unknown, contentType: string): ReadBody {
  const rawBody = Buffer.isBuffer(raw) ? raw : Buffer.alloc(0);
  if (rawBody.length === 0 || contentType.startsWith('multipart/'))
    return { body: {}, malformed: false, rawBody, contentType };
  const parsed = jsonObject.safeParse(parseJson(rawBody.toString('utf8')));
  return { body: parsed.data ?? {}, malformed: !parsed.success, rawBody, contentType };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
