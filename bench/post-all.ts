import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Post } from './wecom.js';

const headEnd = '\r\n\r\n';
/** The answers of all the servers measured here have no body. */
const empty = /\r\ncontent-length: 0\r\n/i;

/**
 * Sends every request over `width` connections, the next one on a connection when the one before it is answered, and
 * returns how many were answered per second. Bare sockets and bytes made beforehand, because the load runs on the same
 * cores as what is measured: an HTTP client would take more of them than some of the servers.
 */
export async function postAll(url: string, posts: readonly Post[], width: number): Promise<number> {
  const { hostname, port, host } = new URL(url);
  const requests = posts.map(({ path, body }) => requestBytes(host, path, body));
  const sockets = Array.from({ length: width }, () => connect(Number(port), hostname).setNoDelay());
  try {
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    const rest = requests.values();
    const started = process.hrtime.bigint();
    await Promise.all(sockets.map((socket) => postOn(socket, rest)));
    return requests.length / (Number(process.hrtime.bigint() - started) / 1e9);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

function requestBytes(host: string, path: string, body: string): Buffer {
  const head = [
    `POST ${path} HTTP/1.1`,
    `host: ${host}`,
    'content-type: text/xml',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}${headEnd}${body}`);
}

/** Takes one request after the other from those that all connections share. */
function postOn(socket: Socket, rest: Iterator<Buffer>): Promise<void> {
  return new Promise((resolve, reject) => {
    let read = '';
    const next = () => {
      const request = rest.next();
      if (request.done) resolve();
      else socket.write(request.value);
    };
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed a connection')));
    socket.on('data', (bytes) => {
      read += bytes.toString('latin1');
      const end = read.indexOf(headEnd);
      if (end === -1) return;
      const whole = end + headEnd.length === read.length;
      if (!whole || !read.startsWith('HTTP/1.1 200 ') || !empty.test(read)) {
        reject(new Error(`an answer that the load does not expect: ${read.slice(0, 200)}`));
        return;
      }
      read = '';
      next();
    });
    next();
  });
}
