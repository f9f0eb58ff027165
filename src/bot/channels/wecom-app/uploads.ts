import type { MediaReader } from '../../channel.js';
import type { UploadKind, WecomAppClient } from './client.js';

/** A picture that is at the platform for three days (path/90253). */
export interface Uploaded {
  kind: UploadKind;
  platformId: string;
}

export interface Uploads {
  find(mediaId: string): Promise<Uploaded>;
  /** The platform no longer knows it. */
  forget(mediaId: string): void;
}

/** Beyond so many the oldest is forgotten and would be uploaded anew. */
const keptUploads = 500;
/** path/90253: what counts as an image; other pictures go as files. */
const imageTypes: ReadonlySet<string> = new Set(['image/jpeg', 'image/png']);

/**
 * Each picture is uploaded once in a process: a repeated send must name the same id, or WeCom would take it for another
 * message and deliver it twice.
 */
export function createUploads(media: MediaReader, client: WecomAppClient): Uploads {
  const known = new Map<string, Uploaded>();
  return {
    async find(mediaId) {
      const earlier = known.get(mediaId);
      if (earlier) return earlier;
      const file = await media.read(mediaId);
      const kind = imageTypes.has(file.mime) ? 'image' : 'file';
      const uploaded = { kind, platformId: await client.upload(kind, file) } as const;
      known.set(mediaId, uploaded);
      const oldest = known.keys().next().value;
      if (known.size > keptUploads && oldest !== undefined) known.delete(oldest);
      return uploaded;
    },
    forget: (mediaId) => void known.delete(mediaId),
  };
}
