import type { ChannelName, OutboundContent } from '../domain/conversations/message.js';

/** What a channel can do, as data: the composer reads it instead of asking for a channel's name. */
export interface ChannelAbilities {
  /** Cards with buttons; without it a card is sent as text with numbered choices. */
  buttons: boolean;
  /** A sent card can be greyed later. */
  cardUpdate: boolean;
  image: boolean;
  /** The platform refuses a repeat of the same request, so an unknown outcome may be tried again. */
  repeatKey: boolean;
}

export interface SendRequest {
  /** Our id of this delivery; the same on every attempt. */
  deliveryId: string;
  /** The person's id on this channel. */
  to: string;
  content: OutboundContent;
  /**
   * How many messages with the same words went to this person before, in the last four hours; the same on every
   * attempt. A platform that compares content takes the second for a repeat of the first.
   */
  sameBefore: number;
  /** For `card-update`: a right to update the card that was not used yet, if the platform needs one. */
  responseCode?: string;
}

export interface SendReceipt {
  platformId?: string;
  /** For cards: a right to update this card once, valid until `responseCodeExpiresAt`. */
  responseCode?: string;
}

export interface DownloadedMedia {
  bytes: Buffer;
  mime: string;
}

/**
 * One way to reach people. `send` either returns a receipt or throws an `AppError` whose remedy says
 * what delivery does next: `retry` (later), `give-up` (this message), `tell-operator` (a setting is wrong).
 */
export interface Channel {
  readonly name: ChannelName;
  readonly abilities: ChannelAbilities;
  send(request: SendRequest): Promise<SendReceipt>;
  /** Fetches a picture or sound that is still at the platform. */
  download?(platformId: string): Promise<DownloadedMedia>;
  close?(): Promise<void>;
}

/** Bytes of a picture or sound in our own store, for channels that must upload what they send. */
export interface MediaReader {
  read(mediaId: string): Promise<{ bytes: Buffer; mime: string; fileName: string }>;
}

/** Where a channel keeps its access token so that several processes share one. */
export interface TokenStore {
  /** The token that is valid at this moment, or one fetched by `fetch`, which runs in at most one process at a time. */
  get(key: string, fetch: () => Promise<{ token: string; expiresInSeconds: number }>): Promise<string>;
  /** Forgets `token` if it is still the stored one. */
  drop(key: string, token: string): Promise<void>;
}
