import { z } from 'zod';
import { callbackError } from './callback-error.js';

const objectSchema = z.record(z.string(), z.unknown());
const stringOrNumber = /("(?:[^"\\]|\\.)*")|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A JSON object whose numbers stay text, as in the XML: JSON.parse would round a 64-bit MsgId (path/90239). */
export function readJson(text: string): Record<string, unknown> {
  const quoted = text.replace(stringOrNumber, (found, string?: string) => string ?? `"${found}"`);
  const parsed = objectSchema.safeParse(parse(quoted));
  if (!parsed.success) throw callbackError('callback-xml', 'the JSON is not an object');
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const fault = text.trimEnd().endsWith('}') ? 'callback-xml' : 'callback-truncated';
    throw callbackError(fault, 'the JSON is not well formed');
  }
}
