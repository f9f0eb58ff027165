import type pg from 'pg';
import { type CopyConnection, copyConnection } from './copy-connection.js';

/** Rows are handed on in blocks of about this size, so that a backup needs little memory however large a table is. */
const blockBytes = 4 * 1024 * 1024;

/**
 * Runs `COPY … TO STDOUT` and hands its text on in blocks that end with a whole row (the server sends one row a
 * message). The server waits while a block is being written.
 */
export async function copyOut(
  client: pg.PoolClient,
  statement: string,
  take: (block: Buffer) => Promise<void>,
): Promise<void> {
  const query = new CopyOutQuery(statement, take);
  client.query(query);
  await query.done;
}

class CopyOutQuery implements pg.Submittable {
  readonly done: Promise<void>;
  readonly #statement: string;
  readonly #take: (block: Buffer) => Promise<void>;
  #rows: Buffer[] = [];
  #bytes = 0;
  #writing: Promise<void> = Promise.resolve();
  #fail: (error: unknown) => void = () => undefined;
  #finish: () => void = () => undefined;

  constructor(statement: string, take: (block: Buffer) => Promise<void>) {
    this.#statement = statement;
    this.#take = take;
    this.done = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
    });
  }

  submit(connection: object): void {
    copyConnection(connection).query(this.#statement);
  }

  handleCopyData(message: { chunk: Buffer }, connection: CopyConnection): void {
    // The driver reads into a buffer that it uses again.
    this.#rows.push(Buffer.from(message.chunk));
    this.#bytes += message.chunk.length;
    if (this.#bytes >= blockBytes) this.#pass(connection);
  }

  handleCommandComplete(_message: unknown, connection: CopyConnection): void {
    if (this.#bytes > 0) this.#pass(connection);
  }

  handleReadyForQuery(): void {
    this.#writing.then(this.#finish, this.#fail);
  }

  handleError(error: unknown): void {
    this.#fail(error);
  }

  #pass({ stream }: CopyConnection): void {
    const block = Buffer.concat(this.#rows);
    this.#rows = [];
    this.#bytes = 0;
    stream.pause();
    const written = this.#writing.then(() => this.#take(block));
    this.#writing = written;
    // After a failed write the rest is read and dropped, so that the connection ends the statement in order.
    written.then(
      () => stream.resume(),
      () => stream.resume(),
    );
  }
}
