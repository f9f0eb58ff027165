import { once } from 'node:events';
import type pg from 'pg';
import { type CopyConnection, copyConnection } from './copy-connection.js';

/** Runs `COPY … FROM STDIN` with one block of text, as `copyOut` made it. */
export async function copyIn(client: pg.PoolClient, statement: string, block: Buffer): Promise<void> {
  const query = new CopyInQuery(statement, block);
  client.query(query);
  await query.done;
}

/** Small enough for the socket to be watched between two of them. */
const chunkBytes = 64 * 1024;

class CopyInQuery implements pg.Submittable {
  readonly done: Promise<void>;
  readonly #statement: string;
  readonly #block: Buffer;
  #refused = false;
  #fail: (error: unknown) => void = () => undefined;
  #finish: () => void = () => undefined;

  constructor(statement: string, block: Buffer) {
    this.#statement = statement;
    this.#block = block;
    this.done = new Promise((resolve, reject) => {
      this.#finish = resolve;
      this.#fail = reject;
    });
  }

  submit(connection: object): void {
    copyConnection(connection).query(this.#statement);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#send(connection).catch((error: unknown) => {
      connection.sendCopyFail('the sender failed');
      this.#fail(error);
    });
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#finish();
  }

  handleError(error: unknown): void {
    this.#refused = true;
    this.#fail(error);
  }

  async #send(connection: CopyConnection): Promise<void> {
    for (let at = 0; at < this.#block.length && !this.#refused; at += chunkBytes) {
      connection.sendCopyFromChunk(this.#block.subarray(at, at + chunkBytes));
      if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
    }
    if (!this.#refused) connection.endCopyFrom();
  }
}
