import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** What stands in front of several web processes: tries the next one when a process is not there. */
export interface Door {
  url: string;
  close(): Promise<void>;
}

const answerWithinMs = 10_000;

/**
 * A load balancer as small as can be. A process that dies with the request in its hands costs the caller its
 * connection, as it would behind nginx for a POST: it is not known whether the request was carried out.
 */
export async function openDoor(ports: readonly number[]): Promise<Door> {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    turn += 1;
    const order = ports.map((_port, index) => ports[(turn + index) % ports.length] ?? 0);
    void readBody(incoming)
      .then((body) => forward(incoming, outgoing, body, order))
      .catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port for the door');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  body: Buffer,
  ports: readonly number[],
): Promise<void> {
  for (const port of ports) {
    const answer = await ask(incoming, body, port);
    if (answer === 'not-there') continue;
    outgoing.writeHead(answer.status, answer.headers);
    outgoing.end(answer.body);
    return;
  }
  outgoing.writeHead(502);
  outgoing.end();
}

type Answer = { status: number; headers: Record<string, string>; body: Buffer };

function ask(incoming: IncomingMessage, body: Buffer, port: number): Promise<Answer | 'not-there'> {
  return new Promise((resolve, reject) => {
    const { method, url, headers } = incoming;
    const call = request(
      { host: '127.0.0.1', port, method, path: url, headers, agent: false, timeout: answerWithinMs },
      (answer) => {
        readBody(answer).then((bytes) => {
          const type = answer.headers['content-type'];
          resolve({
            status: answer.statusCode ?? 502,
            headers: type === undefined ? {} : { 'content-type': type },
            body: bytes,
          });
        }, reject);
      },
    );
    call.on('timeout', () => call.destroy(new Error('no answer')));
    call.on('error', (error) => {
      if ('code' in error && error.code === 'ECONNREFUSED') resolve('not-there');
      else reject(error);
    });
    call.end(body);
  });
}
