import { ApiRefusal } from '../api-refusal.js';
import type { SimClock } from '../sim-clock.js';
import { opaqueId } from './new-ids.js';

export type MediaKind = 'image' | 'voice' | 'video' | 'file';

export interface StoredMedia {
  kind: MediaKind;
  bytes: Buffer;
  fileName: string;
  mime: string;
}

// Uploaded and received media live for 3 days (path/90253, wecom.md 2.7).
const lifetimeMs = 3 * 24 * 3600 * 1000;

/** Temporary media of the corp. */
export class MediaShelf {
  readonly #media = new Map<string, StoredMedia & { storedAtMs: number }>();
  readonly #clock: SimClock;

  constructor(clock: SimClock) {
    this.#clock = clock;
  }

  put(media: StoredMedia): string {
    const mediaId = opaqueId('media');
    this.#media.set(mediaId, { ...media, storedAtMs: this.#clock.nowMs() });
    return mediaId;
  }

  /** 40007 for an unknown or expired id (path/90254 and path/90313, wecom.md 2.7 and 7.1). */
  take(mediaId: string): StoredMedia {
    const media = this.#media.get(mediaId);
    if (!media || this.#clock.nowMs() - media.storedAtMs >= lifetimeMs) throw new ApiRefusal(40007);
    return media;
  }
}
