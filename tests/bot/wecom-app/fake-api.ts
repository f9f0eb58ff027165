import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export interface SeenCall {
  method: string;
  api: string;
  query: Record<string, string>;
  body: Buffer;
  json: unknown;
  contentType: string;
}

type Answer = Record<string, unknown> | ((response: ServerResponse) => void);

export interface FakeApi {
  url: string;
  calls: SeenCall[];
  /** Calls of one API, in order. */
  callsOf(api: string): SeenCall[];
  /** The next answers of an API; the last one stays. */
  answer(api: string, ...answers: Answer[]): void;
  close(): Promise<void>;
}

const prefix = '/proxy/cgi-bin/';

/** A bare HTTP server below a path of its own, as behind a proxy; it answers what it is told to. */
export async function startFakeApi(): Promise<FakeApi> {
  const calls: SeenCall[] = [];
  const answers = new Map<string, Answer[]>();
  let tokens = 0;

  const server = createServer((request, response) => {
    void readCall(request).then((call) => {
      calls.push(call);
      const queue = answers.get(call.api) ?? [];
      const answer = queue.length > 1 ? queue.shift() : queue[0];
      if (typeof answer === 'function') return answer(response);
      reply(response, answer ?? usual(call.api));
    });
  });
  const usual = (api: string) => {
    if (api !== 'gettoken') return { msgid: 'msg-1', media_id: 'media-1' };
    tokens += 1;
    return { access_token: `token-${tokens}`, expires_in: 7200 };
  };

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/proxy`,
    calls,
    callsOf: (api) => calls.filter((call) => call.api === api),
    answer: (api, ...queue) => void answers.set(api, queue),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function reply(response: ServerResponse, body: Record<string, unknown>): void {
  response.setHeader('content-type', 'application/json; charset=UTF-8');
  response.end(JSON.stringify({ errcode: 0, errmsg: 'ok', ...body }));
}

async function readCall(request: IncomingMessage): Promise<SeenCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const url = new URL(request.url ?? '', 'http://127.0.0.1');
  const contentType = request.headers['content-type'] ?? '';
  return {
    method: request.method ?? '',
    api: url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : url.pathname,
    query: Object.fromEntries(url.searchParams),
    body,
    json: contentType.startsWith('application/json') ? JSON.parse(body.toString('utf8')) : undefined,
    contentType,
  };
}
