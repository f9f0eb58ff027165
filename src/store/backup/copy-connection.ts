import type { Duplex } from 'node:stream';
import { AppError } from '../../shared/errors.js';

/**
 * The part of a `pg` connection that speaks COPY. The types of `pg` leave it out, so it is checked where it is used:
 * a version of the driver without it is refused in words, not by a crash half-way.
 */
export interface CopyConnection {
  stream: Duplex;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

export function copyConnection(connection: object): CopyConnection {
  if (!speaksCopy(connection)) {
    throw new AppError(
      'copy-unsupported',
      'tell-operator',
      '数据库驱动 pg 的这个版本不支持 COPY，不能备份。',
    );
  }
  return connection;
}

function speaksCopy(connection: object): connection is CopyConnection {
  return (
    'stream' in connection &&
    'query' in connection &&
    'sendCopyFromChunk' in connection &&
    'endCopyFrom' in connection &&
    'sendCopyFail' in connection
  );
}
