import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createGzip, type Gzip } from 'node:zlib';
import { blockBytes, encodeHeader, paddingAfter } from './tar-header.js';

/** Pictures are compressed already, and rows shrink well at the fastest level too. */
const gzipLevel = 3;

export interface ArchiveWriter {
  /** Adds one member and returns its SHA-256 in hex. */
  add(name: string, bytes: Buffer): Promise<string>;
}

/**
 * Writes a `.tar.gz` that only its owner can read. It gets its name when all of it is on the disk: a file of that name
 * is whole, and one that was cut short leaves nothing.
 */
export async function writeArchive(
  file: string,
  at: Date,
  fill: (archive: ArchiveWriter) => Promise<void>,
): Promise<{ bytes: number }> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `.${basename(file)}.${process.pid}.part`);
  const handle = await open(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC, 0o600);
  try {
    const gzip = createGzip({ level: gzipLevel });
    const drained = drain(gzip, handle);
    // An error of the disk is met where it is awaited below; until then it must not end the process.
    drained.catch(() => undefined);
    const write = async (bytes: Buffer) => {
      if (!gzip.write(bytes)) await Promise.race([once(gzip, 'drain'), drained]);
    };
    await fill({
      async add(name, bytes) {
        await write(encodeHeader({ name, size: bytes.length }, at));
        await write(bytes);
        await write(Buffer.alloc(paddingAfter(bytes.length)));
        return createHash('sha256').update(bytes).digest('hex');
      },
    });
    gzip.end(Buffer.alloc(2 * blockBytes));
    await drained;
    await handle.sync();
    const { size } = await handle.stat();
    await handle.close();
    await rename(draft, file);
    await syncFolder(folder);
    return { bytes: size };
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

async function drain(gzip: Gzip, handle: FileHandle): Promise<void> {
  // Writes on from where the last one ended.
  for await (const chunk of gzip) await handle.writeFile(chunk);
}

/** The new name, too, must survive a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
