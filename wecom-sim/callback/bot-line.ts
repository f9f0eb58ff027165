import { Agent, request } from 'undici';

export interface BotAnswer {
  /** HTTP status; absent when the bot could not be reached, hung up or took too long. */
  status?: number;
  body: Buffer;
  problem?: string;
  elapsedMs: number;
}

/** Calls the bot over HTTP. One connection a call, so that a restarted bot is never met on a dead one. */
export class BotLine {
  readonly #agent = new Agent({ pipelining: 0 });
  readonly #closing = new AbortController();

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
        ...(body === undefined ? {} : { body, headers: { 'content-type': 'text/xml; charset=utf-8' } }),
      });
      const bytes = Buffer.from(await answer.body.arrayBuffer());
      return { status: answer.statusCode, body: bytes, elapsedMs: elapsed() };
    } catch (error) {
      return { body: Buffer.alloc(0), problem: String(error), elapsedMs: elapsed() };
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#agent.destroy();
  }
}
