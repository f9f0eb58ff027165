import type { ChannelName, OutboundContent } from '../domain/conversations/message.js';
import { AppError, type Remedy } from '../shared/errors.js';

/** What a channel can do, as data: the composer reads it instead of asking for a channel's name. */
export interface ChannelAbilities {
  /** Cards with buttons; without it a card is sent as text with numbered choices. */
  buttons: boolean;
  /** A sent card can be greyed later. */
  cardUpdate: boolean;
  image: boolean;
}

export interface SendRequest {
  /** Our id of this delivery; the same on every attempt. */
  deliveryId: string;
  /** The person's id on this channel. */
  to: string;
  content: OutboundContent;
  /** One of the requests that `wire` wrote, byte for byte the same on every attempt; empty without `wire`. */
  body: string;
}

export interface SendReceipt {
  platformId?: string;
  /** For cards: a right to update this card once. A platform that took the request for a repeat may give none. */
  responseCode?: string;
}

/** A picture that was handed to the platform for one delivery. */
export interface UploadedMedia {
  kind: 'image' | 'file';
  platformId: string;
}

export interface EncodeRequest {
  to: string;
  content: OutboundContent;
  /** For `card-update`: a right to update the card that nothing else uses. */
  responseCode?: string;
  /** For `image`. */
  media?: UploadedMedia;
  /** Room that every part must leave for a mark. */
  markBytes: number;
}

/** Writes one request of a delivery. `mark` is a last line that tells it from an earlier one in the same words. */
export type PartWriter = (mark: string) => string;

/**
 * For platforms that tell a repeat by its content: a delivery becomes requests that are stored before they are sent,
 * and no two deliveries to one person become the same request within the platform's memory.
 */
export interface WireRules {
  /** How long the platform takes the same content for a repeat. */
  memoryMs: number;
  /** Messages to one person; what is beyond would be dropped without a word. Danger may use the reserve too. */
  quota: { minute: number; hour: number; reserve: { minute: number; hour: number } };
  /** Hands a picture of ours to the platform, anew for each delivery. */
  upload(mediaId: string): Promise<UploadedMedia>;
  /** Pure. A text that is too long becomes several parts, to be sent in order. */
  encode(request: EncodeRequest): PartWriter[];
}

export interface DownloadedMedia {
  bytes: Buffer;
  mime: string;
}

/**
 * One way to reach people. `send` either returns a receipt or throws an `AppError` whose remedy says what delivery does
 * next: `retry` (later), `give-up` (this message), `tell-operator` (a setting is wrong); or one of the errors below.
 */
export interface Channel {
  readonly name: ChannelName;
  readonly abilities: ChannelAbilities;
  /** Absent where the delivery's id alone tells a repeat. */
  readonly wire?: WireRules;
  send(request: SendRequest): Promise<SendReceipt>;
  /** Fetches a picture or sound that is still at the platform. */
  download?(platformId: string): Promise<DownloadedMedia>;
  close?(): Promise<void>;
}

/** How long a channel rests: the first time, and at most, as the rests double while it stays unwell. */
export interface Rest {
  firstMs: number;
  longestMs: number;
  /** So many of them in a row are needed: a single lost connection says nothing about the channel. */
  after: number;
}

/** Not this message's fault: whatever is sent through the channel now will fail like it. */
export class ChannelTrouble extends AppError {
  readonly rest: Rest;

  constructor(code: string, remedy: Remedy, message: string, rest: Rest, options: { cause?: unknown } = {}) {
    super(code, remedy, message, options);
    this.name = 'ChannelTrouble';
    this.rest = rest;
  }
}

/** The platform will not take the stored requests any more, and did not carry them out: others must be written. */
export class StaleRequest extends AppError {
  constructor(code: string, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(code, 'retry', message, options);
    this.name = 'StaleRequest';
  }
}

/** Bytes of a picture or sound in our own store, for channels that must upload what they send. */
export interface MediaReader {
  read(mediaId: string): Promise<{ bytes: Buffer; mime: string; fileName: string }>;
}

/** Where a channel keeps its access token so that several processes share one. */
export interface TokenStore {
  /**
   * The token that is valid at this moment, or one fetched by `fetch`, which runs in at most one process at a time.
   * A refusal that only an operator can mend is shared too: for a while nobody asks again.
   */
  get(key: string, fetch: () => Promise<{ token: string; expiresInSeconds: number }>): Promise<string>;
  /** Forgets `token` if it is still the stored one. */
  drop(key: string, token: string): Promise<void>;
}
