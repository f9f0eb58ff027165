import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../shared/errors.js';
import { blockBytes, decodeHeader, paddingAfter } from './tar-header.js';

/** Far above the blocks of rows (4 MiB) and pictures (20 MiB) that a backup is made of; the manifest of a million
 * pictures has 130 MB. */
const largestMemberBytes = 512 * 1024 * 1024;

export interface ArchiveMember {
  name: string;
  bytes: Buffer;
}

/** The first bytes of every gzip file (RFC 1952). */
const gzipMark = Buffer.from([0x1f, 0x8b]);

/** Whether the file is an archive at all, damaged or not. */
export async function isArchive(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.equals(gzipMark);
  } finally {
    await handle.close();
  }
}

/** The members one after the other, each whole in memory. Throws `archive-damaged` where the file is not what it was. */
export async function* readArchive(file: string): AsyncGenerator<ArchiveMember> {
  const source = createReadStream(file);
  const gunzip = source.pipe(createGunzip());
  // `pipe` hands no errors on: a disk that cannot be read must end the reading too.
  source.on('error', (error) => gunzip.destroy(error));
  const bytes = new ByteQueue(gunzip[Symbol.asyncIterator]());
  try {
    for (;;) {
      const member = decodeHeader(await bytes.take(blockBytes));
      if (member === null) return;
      if (member.size > largestMemberBytes) throw damaged('a member is too large');
      const body = await bytes.take(member.size);
      await bytes.take(paddingAfter(member.size));
      yield { name: member.name, bytes: body };
    }
  } catch (error) {
    throw isDamage(error) ? damaged(String(error), error) : error;
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

/** What zlib says of bytes that are no gzip, are cut short or do not fit their sum. */
function isDamage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
}

function damaged(reason: string, cause?: unknown): AppError {
  return new AppError('archive-damaged', 'give-up', reason, { cause });
}

class ByteQueue {
  #chunks: Buffer[] = [];
  #length = 0;
  readonly #source: AsyncIterator<unknown>;

  constructor(source: AsyncIterator<unknown>) {
    this.#source = source;
  }

  async take(count: number): Promise<Buffer> {
    while (this.#length < count) {
      const next = await this.#source.next();
      if (next.done) throw damaged('the file ends too early');
      if (!Buffer.isBuffer(next.value)) throw damaged('no bytes');
      this.#chunks.push(next.value);
      this.#length += next.value.length;
    }
    const all = this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks);
    const rest = all.subarray(count);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#length = rest.length;
    return all.subarray(0, count);
  }
}
