import { type FormData, Pool } from 'undici';
import type { z } from 'zod';
import { AppError } from '../../../shared/errors.js';
import { badStatus, refusedBy, unreachable, unreadable } from './errors.js';
import { replySchema } from './wire.js';

/** Well below the 60 s for which a delivery is held: beyond them another process may send it as well. */
const replyTimeoutMs = 10_000;
const fileTimeoutMs = 30_000;
const connectTimeoutMs = 5_000;
/** The largest file WeCom carries (path/90253), and some room for its envelope. */
const maxAnswerBytes = 21 * 1024 * 1024;

export interface ApiCall {
  method: 'GET' | 'POST';
  /** Below /cgi-bin/, as errors name it. */
  api: string;
  query: Record<string, string>;
  /** JSON, as it was stored. */
  body?: string;
  form?: FormData;
}

export interface Transport {
  /** Calls and reads the reply; an errcode other than 0 is thrown. */
  call<T extends z.ZodType>(request: ApiCall, schema: T): Promise<z.output<T>>;
  /** Calls for a file; a reply in its place is thrown as the error it tells of. */
  fetchFile(request: ApiCall): Promise<{ bytes: Buffer; contentType: string }>;
  close(): Promise<void>;
}

/** HTTP to the API. The token travels in the address, so that addresses are never logged or put into errors. */
export function createTransport(apiBaseUrl: string): Transport {
  const base = new URL(apiBaseUrl);
  const pool = new Pool(base.origin, {
    connections: 16,
    connect: { timeout: connectTimeoutMs },
    maxResponseSize: maxAnswerBytes,
  });

  async function exchange({ method, api, query, body, form }: ApiCall, timeoutMs: number) {
    try {
      const answer = await pool.request({
        method,
        path: `${base.pathname.replace(/\/$/, '')}/cgi-bin/${api}?${new URLSearchParams(query)}`,
        signal: AbortSignal.timeout(timeoutMs),
        ...(body !== undefined && {
          body,
          headers: { 'content-type': 'application/json; charset=utf-8' },
        }),
        ...(form && { body: form }),
      });
      const bytes = Buffer.from(await answer.body.arrayBuffer());
      const type = answer.headers['content-type'];
      return { status: answer.statusCode, bytes, contentType: typeof type === 'string' ? type : '' };
    } catch (cause) {
      throw unreachable(api, cause);
    }
  }

  return {
    async call(request, schema) {
      const { status, bytes } = await exchange(request, request.form ? fileTimeoutMs : replyTimeoutMs);
      if (status !== 200) throw badStatus(request.api, status);
      return readReply(request.api, bytes, schema);
    },
    async fetchFile(request) {
      const { status, bytes, contentType } = await exchange(request, fileTimeoutMs);
      if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
        // It is this file that is refused; nothing is wrong with the channel, and waiting does not help.
        throw new AppError('wecom-file-refused', 'give-up', `${request.api}: HTTP ${status}`);
      }
      if (status !== 200) throw badStatus(request.api, status);
      // path/90254: an error comes as a JSON text in place of the file.
      if (/json|text/.test(contentType)) throw readRefusal(request.api, bytes);
      return { bytes, contentType };
    },
    close: () => pool.close(),
  };
}

function readReply<T extends z.ZodType>(api: string, bytes: Buffer, schema: T): z.output<T> {
  const body = parseJson(api, bytes);
  const reply = replySchema.safeParse(body);
  if (!reply.success) throw unreadable(api, reply.error);
  if (reply.data.errcode !== 0) throw refusedBy(api, reply.data.errcode, reply.data.errmsg);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw unreadable(api, parsed.error);
  return parsed.data;
}

function readRefusal(api: string, bytes: Buffer): Error {
  const reply = replySchema.safeParse(parseJson(api, bytes));
  return reply.success ? refusedBy(api, reply.data.errcode, reply.data.errmsg) : unreadable(api, reply.error);
}

function parseJson(api: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw unreadable(api, cause);
  }
}
