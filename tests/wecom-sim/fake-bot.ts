import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { WecomSettings } from '../../wecom-sim/settings.js';
import { judgeDelivery, type Verdict } from './judge-delivery.js';

export interface Received {
  query: Record<string, string>;
  verdict: Verdict;
  /** Elements of the decrypted message; empty when it did not open. */
  message: Record<string, string>;
  answeredAtMs: number;
}

type Answer = (received: Received, nth: number, response: ServerResponse) => void;

export interface FakeBot {
  url: string;
  received: Received[];
  /** Replaces what the bot does with the nth delivery, counted from 1. */
  answerWith(answer: Answer): void;
  close(): Promise<void>;
}

const parser = new XMLParser({ parseTagValue: false, processEntities: false });
const fields = z.object({ xml: z.record(z.string(), z.string()) });

/** A bot that reads deliveries with Tencent's own package and refuses what it must. */
export async function startFakeBot(settings: WecomSettings): Promise<FakeBot> {
  const received: Received[] = [];
  let answer: Answer = ({ verdict }, _nth, response) => response.writeHead(verdict.status).end();
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      const query = Object.fromEntries(new URL(request.url ?? '/', 'http://bot').searchParams);
      const verdict = judgeDelivery(settings, request.method ?? '', query, body);
      const message = verdict.message ? fields.safeParse(parser.parse(verdict.message)).data?.xml : undefined;
      const entry = { query, verdict, message: message ?? {}, answeredAtMs: Date.now() };
      received.push(entry);
      answer(entry, received.length, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}/callbacks/wecom-app`,
    received,
    answerWith: (next) => {
      answer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(z.instanceof(Buffer).parse(part));
  return Buffer.concat(parts).toString('utf8');
}
