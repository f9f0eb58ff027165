import { z } from 'zod';

/** Bytes of a picture or sound: base64 over HTTP, a Buffer in the same process. */
const bytes = z.union([
  z.instanceof(Buffer),
  z.base64().transform((encoded) => Buffer.from(encoded, 'base64')),
]);

/** What a member can do in the chat with the app; exactly one of them at a time. */
export const utterance = z.union([
  z.strictObject({ text: z.string().min(1) }),
  z.strictObject({ image: bytes }),
  z.strictObject({ voice: bytes }),
  z.strictObject({
    location: z.object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      label: z.string().default(''),
      scale: z.int().default(16),
    }),
  }),
  z.strictObject({ event: z.enum(['enter_agent', 'subscribe', 'unsubscribe']) }),
  z.strictObject({
    tap: z.object({
      taskId: z.string(),
      key: z.string(),
      /** Taps a card that is grey already, as a client that has not heard of the change would. */
      evenIfGrey: z.boolean().default(false),
    }),
  }),
]);

export type Utterance = z.input<typeof utterance>;
export type ParsedUtterance = z.output<typeof utterance>;
export type Tap = Extract<Utterance, { tap: unknown }>['tap'];
