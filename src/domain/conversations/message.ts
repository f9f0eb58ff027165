/** The channels of this product. A channel's own shapes stay in its folder under `bot/channels/`. */
export type ChannelName = 'simulator' | 'terminal' | 'wecom-app';

/** A picture or sound: already in our own store, or still at the platform (to be fetched before the turn). */
export type MediaRef = { at: 'store'; mediaId: string } | { at: 'platform'; platformId: string };

/** What a person sent, in our own words, whatever channel it came through. */
export type InboundContent =
  | { kind: 'text'; text: string }
  | { kind: 'image'; media: MediaRef; caption?: string }
  | { kind: 'voice'; media: MediaRef; transcript?: string }
  /** Degrees; `system` says on which datum the coordinates are. */
  | { kind: 'location'; latitude: number; longitude: number; system: 'gcj02' | 'wgs84'; label?: string }
  /** A button of one of our cards; `responseCode` is WeCom's one-time right to update that card. */
  | { kind: 'tap'; cardId: string; buttonKey: string; responseCode?: string }
  /** The person opened or joined the chat without saying anything. */
  | { kind: 'enter' }
  /** The platform says that the person left the app's visible range. */
  | { kind: 'leave' }
  /** Authentic, but of a type we do not read (yet). */
  | { kind: 'unknown'; wireType: string };

export interface InboundMessage {
  channel: ChannelName;
  /** Unique within the channel: the platform's repeat of the same message carries the same key. */
  externalKey: string;
  /** The person's id on that channel (a WeCom userid, a simulator id). One-to-one chats only so far. */
  senderKey: string;
  content: InboundContent;
}

export interface CardButton {
  /** Given back in the tap; at most 64 characters `0-9A-Za-z_-`. */
  key: string;
  /** At most 10 characters (WeCom's limit, wecom.md 2.3). */
  text: string;
  style: 'primary' | 'default' | 'danger';
}

/** A message with buttons. Rendered as a button card where the channel can, as numbered text where not. */
export interface Card {
  /** Unique for ever; characters `0-9A-Za-z_-@`, at most 128 bytes (WeCom's task_id). */
  id: string;
  /** Small line above the title: who speaks, or the demo mark. */
  source?: string;
  title: string;
  /** At most 6 rows; label at most 5 characters, value at most 30 (longer is cut by WeCom clients). */
  rows: { label: string; value: string }[];
  /** Free text below the rows, at most 160 characters. */
  text?: string;
  /** At most 6. */
  buttons: CardButton[];
}

/** What we say to a person. */
export type OutboundContent =
  | { kind: 'text'; text: string }
  | { kind: 'card'; card: Card }
  /** Greys the buttons of a card that was sent earlier and shows `outcome` (for example 已由张三签收). */
  | { kind: 'card-update'; card: Card; outcome: string }
  | { kind: 'image'; mediaId: string };
