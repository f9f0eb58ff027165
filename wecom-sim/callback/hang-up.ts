import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { BotAnswer } from './bot-line.js';

/** Sends a whole request and closes the connection before the answer: the bot may have done everything. */
export function sendAndHangUp(
  url: URL,
  headers: Record<string, string>,
  body: string,
  signal: AbortSignal,
): Promise<BotAnswer> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const done = (problem: string) =>
      resolve({ body: Buffer.alloc(0), problem, elapsedMs: Math.round(performance.now() - startedAt) });
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const length = String(Buffer.byteLength(body));
    const call = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': length },
      agent: false,
      signal,
    });
    call.on('error', (error) => done(String(error)));
    call.end(body, () => {
      call.destroy();
      done('the simulator hung up before the answer');
    });
  });
}
