import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../shared/errors.js';
import type { Ids } from '../shared/ids.js';
import type { StoreClient } from './client.js';

/** 20 MB: the largest file WeCom carries (path/90253). */
export const maxMediaBytes = 20 * 1024 * 1024;

const extensions: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'audio/amr': 'amr',
  'audio/mpeg': 'mp3',
};

/** Pictures and sounds: bytes in the data folder, one row each. */
export interface MediaStore {
  save(media: { bytes: Buffer; mime: string; ownerId: string | null; at: Date }): Promise<string>;
  read(mediaId: string): Promise<{ bytes: Buffer; mime: string; fileName: string }>;
}

export function createMediaStore(client: StoreClient, folder: string, ids: Ids): MediaStore {
  const fileOf = (id: string, mime: string) => `${id}.${extensions[mime] ?? 'bin'}`;
  return {
    async save({ bytes, mime, ownerId, at }) {
      if (bytes.byteLength > maxMediaBytes) {
        throw new AppError('media-too-large', 'tell-user', `${bytes.byteLength} bytes`);
      }
      if (!(mime in extensions)) throw new AppError('media-type', 'tell-user', `type ${mime}`);
      const id = ids.next();
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(join(folder, fileOf(id, mime)), bytes, { mode: 0o600 });
      await client.media.create({
        data: {
          id,
          ownerId,
          mime,
          byteSize: bytes.byteLength,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          createdAt: at,
        },
      });
      return id;
    },
    async read(mediaId) {
      const row = await client.media.findUnique({ where: { id: mediaId } });
      if (!row) throw new AppError('media-unknown', 'give-up', `no media ${mediaId}`);
      const fileName = fileOf(row.id, row.mime);
      return { bytes: await readWhole(join(folder, fileName)), mime: row.mime, fileName };
    },
  };
}

/** A file that is gone will not come back by waiting: whoever waits behind it must not. */
async function readWhole(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
    throw new AppError('media-missing', 'give-up', 'the file of a picture or sound is missing', { cause });
  }
}
