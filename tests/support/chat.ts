import { z } from 'zod';

const cardSchema = z.object({
  id: z.string(),
  source: z.string().optional(),
  title: z.string(),
  rows: z.array(z.object({ label: z.string(), value: z.string() })),
  text: z.string().optional(),
  buttons: z.array(z.object({ key: z.string(), text: z.string(), style: z.string() })),
});
const messageSchema = z.object({
  seq: z.number(),
  from: z.enum(['me', 'bot']),
  at: z.string(),
  kind: z.string(),
  text: z.string().optional(),
  imageUrl: z.string().optional(),
  card: cardSchema.optional(),
  cardId: z.string().optional(),
  settled: z.string().optional(),
});
export type Heard = z.infer<typeof messageSchema>;

/** One person's phone, worked over HTTP: he sees only what he received. */
export interface Chat {
  id: string;
  says(text: string): Promise<void>;
  sends(body: Record<string, unknown>): Promise<{ duplicate: boolean }>;
  sendsPhoto(text?: string): Promise<void>;
  /** Taps the button with this text on the newest card that has it, greyed or not. */
  taps(button: string): Promise<void>;
  /** Everything the bot said since this was last called, as readable text, oldest first. */
  news(): Promise<string>;
  /** The news, which must match; throws with what was heard instead. */
  hears(pattern: RegExp): Promise<string>;
  /** All messages from the bot so far. */
  all(): Promise<Heard[]>;
}

/** A one-pixel PNG. */
export const smallPicture =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

export function createChat(url: string, id: string): Chat {
  let read = 0;
  const path = `${url}/api/simulator/people/${id}/messages`;
  const settle = async () => {
    await fetch(`${url}/api/simulator/settled?wait=20`);
  };
  const sends = async (body: Record<string, unknown>) => {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${id}: ${response.status} ${await response.text()}`);
    const answer = (await response.json()) as { duplicate: boolean };
    await settle();
    return answer;
  };
  const list = async (after: number): Promise<Heard[]> => {
    const response = await fetch(`${path}?after=${after}`);
    return z.object({ messages: z.array(messageSchema) }).parse(await response.json()).messages;
  };
  const news = async () => {
    const messages = await list(read);
    read = messages.at(-1)?.seq ?? read;
    return messages
      .filter((m) => m.from === 'bot')
      .map(readable)
      .join('\n');
  };
  return {
    id,
    sends,
    says: async (text) => {
      await sends({ text });
    },
    sendsPhoto: async (text) => {
      await sends({ photo: { name: 'a.png', base64: smallPicture }, ...(text ? { text } : {}) });
    },
    async taps(button) {
      const cards = (await list(0)).filter((m) => m.card?.buttons.some((b) => b.text === button));
      const card = cards.at(-1)?.card;
      const key = card?.buttons.find((b) => b.text === button)?.key;
      if (!card || !key) throw new Error(`${id} has no card with the button ${button}`);
      await sends({ tap: { cardId: card.id, buttonKey: key } });
    },
    news,
    async hears(pattern) {
      const heard = await news();
      if (!pattern.test(heard))
        throw new Error(`${id} should hear ${pattern} but heard:\n${heard || '(nothing)'}`);
      return heard;
    },
    all: async () => (await list(0)).filter((m) => m.from === 'bot'),
  };
}

/** A message as a person reads it. */
export function readable(m: Heard): string {
  if (m.kind === 'card' && m.card) {
    const { card } = m;
    return [
      ...(card.source ? [card.source] : []),
      card.title,
      ...card.rows.map((r) => `${r.label}：${r.value}`),
      ...(card.text ? [card.text] : []),
      card.buttons.map((b) => `[${b.text}]`).join(''),
    ].join('\n');
  }
  if (m.kind === 'card-settled') return `(${m.settled ?? ''})`;
  if (m.kind === 'image') return '[照片]';
  return m.text ?? '';
}
