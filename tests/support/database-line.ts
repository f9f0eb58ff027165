import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import pg from 'pg';

/** A way to a database that a test can cut, as when a cable is pulled, and mend again. */
export interface DatabaseLine {
  connectionString: string;
  /** Connections end, and new ones are refused. */
  cut(): Promise<void>;
  /** Connections stay, but nothing more comes through: the server is alive and does not answer. */
  freeze(): void;
  /** All is as before; connections that were open are gone. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function openDatabaseLine(connectionString: string): Promise<DatabaseLine> {
  const target = new pg.Client({ connectionString });
  const reach = () =>
    target.host.startsWith('/')
      ? connect(`${target.host}/.s.PGSQL.${target.port}`)
      : connect(target.port, target.host);
  const open = new Set<Socket>();
  let frozen = false;
  let port = 0;
  let server: Server;

  const listen = async () => {
    server = createServer((near) => {
      const far = reach();
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        open.add(socket);
        socket.on('data', (bytes) => {
          if (!frozen) other.write(bytes);
        });
        socket.on('error', () => other.destroy());
        socket.on('close', () => {
          open.delete(socket);
          other.destroy();
        });
      }
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  };
  const end = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };

  await listen();
  const account = target.password ? `${target.user}:${encodeURIComponent(target.password)}` : target.user;
  return {
    connectionString: `postgresql://${account}@127.0.0.1:${port}/${target.database}`,
    cut: end,
    freeze() {
      frozen = true;
    },
    async mend() {
      await end();
      frozen = false;
      await listen();
    },
    close: end,
  };
}
