import { z } from 'zod';
import { maliciousKinds } from '../callback/malicious.js';

export const newUser = z.strictObject({ userid: z.string().min(1), name: z.string().optional() });
export const userPath = z.object({ userid: z.string() });

/** `wait`: seconds to hold the answer until something newer than `after` arrives. */
export const inboxQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  wait: z.coerce.number().min(0).max(60).default(0),
});

const span = z.number().default(0);
export const clockMove = z.union([
  z.strictObject({
    advance: z.strictObject({ days: span, hours: span, minutes: span, seconds: span, ms: span }),
  }),
  z.strictObject({ offsetMs: z.number() }),
]);

export const knobTurn = z.strictObject({
  callbackUrl: z.url().optional(),
  members: z
    .array(z.string())
    .nullable()
    .transform((list) => list ?? undefined)
    .optional(),
  expiresInSeconds: z.int().positive().optional(),
  duplicateDeliveries: z.int().min(0).max(10).optional(),
  reencryptRetries: z.boolean().optional(),
  retryDelayMs: z.int().min(0).optional(),
  callbackTimeoutMs: z.int().positive().optional(),
  verifyBudgetMs: z.int().positive().optional(),
});

export const faultOrder = z.strictObject({
  path: z.string().startsWith('/cgi-bin/'),
  errcode: z.int(),
  times: z.int().positive().default(1),
});

export const maliciousOrder = z.strictObject({ kind: z.enum(maliciousKinds) });
