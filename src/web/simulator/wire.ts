import { z } from 'zod';
import { storableText } from '../../shared/storable-text.js';

/** Bodies of the simulator's API; see docs/simulator-api.md. */
export const sayBody = z
  .object({
    /** The caller's own id: the same again is the same message. */
    key: z.string().min(1).max(128).optional(),
    text: z.string().max(100_000).transform(storableText).optional(),
    photo: z.object({ name: z.string().max(200).default('photo'), base64: z.string() }).optional(),
    voice: z
      .object({ base64: z.string(), transcript: z.string().max(5000).transform(storableText).optional() })
      .optional(),
    location: z
      .object({
        latitude: z.number().min(-90).max(90),
        longitude: z.number().min(-180).max(180),
        label: z.string().max(200).transform(storableText).optional(),
      })
      .optional(),
    tap: z.object({ cardId: z.string().min(1).max(128), buttonKey: z.string().min(1).max(1024) }).optional(),
    enter: z.literal(true).optional(),
  })
  .refine(
    (b) => [b.text, b.photo, b.voice, b.location, b.tap, b.enter].some((x) => x !== undefined),
    '要有 text、photo、voice、location、tap、enter 之一',
  );
export type SayBody = z.infer<typeof sayBody>;

export const clockBody = z.union([
  z.object({
    advance: z.object({
      minutes: z.number().min(0).max(100_000).optional(),
      hours: z.number().min(0).max(10_000).optional(),
      days: z.number().min(0).max(1000).optional(),
    }),
  }),
  z.object({ until: z.iso.datetime({ offset: true }) }),
]);

export const newPersonBody = z
  .object({ name: z.string().transform(storableText).pipe(z.string().trim().min(1).max(20)).optional() })
  .nullish();
export const messagesQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  wait: z.coerce.number().min(0).max(25).default(0),
});
export const peopleQuery = z.object({
  q: z.string().max(50).optional(),
  group: z.string().max(20).optional(),
});
export const channelQuery = z.object({ channel: z.enum(['simulator', 'terminal']).default('simulator') });
