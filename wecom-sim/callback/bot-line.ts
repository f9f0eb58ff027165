import { Agent, request } from 'undici';
import { sendAndHangUp } from './hang-up.js';

export interface BotAnswer {
  /** HTTP status; absent when the bot could not be reached, hung up or took too long. */
  status?: number;
  body: Buffer;
  problem?: string;
  elapsedMs: number;
}

const headers = { 'content-type': 'text/xml; charset=utf-8' };

/** Calls the bot over HTTP. One connection a call, so that a restarted bot is never met on a dead one. */
export class BotLine {
  readonly #agent = new Agent({ pipelining: 0 });
  readonly #closing: AbortController;

  /** `closing` ends every call that is under way. */
  constructor(closing: AbortController) {
    this.#closing = closing;
  }

  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  /** `budgetMs` of real time covers the whole answer; after it the connection is closed. */
  async call(method: 'GET' | 'POST', url: URL, budgetMs: number, body?: string): Promise<BotAnswer> {
    const startedAt = performance.now();
    const elapsed = () => Math.round(performance.now() - startedAt);
    try {
      const answer = await request(url, {
        method,
        dispatcher: this.#agent,
        signal: AbortSignal.any([AbortSignal.timeout(budgetMs), this.closing]),
        ...(body === undefined ? {} : { body, headers }),
      });
      const bytes = Buffer.from(await answer.body.arrayBuffer());
      return { status: answer.statusCode, body: bytes, elapsedMs: elapsed() };
    } catch (error) {
      return { body: Buffer.alloc(0), problem: String(error), elapsedMs: elapsed() };
    }
  }

  /** Sends everything and does not wait for the answer. */
  callAndHangUp(url: URL, body: string): Promise<BotAnswer> {
    return sendAndHangUp(url, headers, body, this.closing);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#agent.destroy();
  }
}
