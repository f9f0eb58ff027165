import { z } from 'zod';
import { maliciousKinds } from '../callback/malicious.js';
import { apiFaultNames, callbackFaultNames } from '../faults/fault-names.js';

export const newUser = z.strictObject({
  userid: z.string().min(1),
  name: z.string().optional(),
  title: z.string().optional(),
});
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

const rate = z.number().min(0).max(1);
/** null takes the restriction away. */
const namesOrNull = z
  .array(z.string())
  .nullable()
  .transform((list) => list ?? undefined)
  .optional();

export const knobTurn = z.strictObject({
  callbackUrl: z.url().optional(),
  members: namesOrNull,
  expiresInSeconds: z.int().positive().optional(),
  duplicateDeliveries: z.int().min(0).max(10).optional(),
  reencryptRetries: z.boolean().optional(),
  retryDelayMs: z.int().min(0).optional(),
  callbackTimeoutMs: z.int().positive().optional(),
  verifyBudgetMs: z.int().positive().optional(),
  seed: z.string().min(1).max(100).optional(),
  faultRates: z.partialRecord(z.enum(apiFaultNames), rate).optional(),
  faultPaths: namesOrNull,
  latencyMs: z
    .strictObject({ from: z.number().min(0), to: z.number().min(0) })
    .refine(({ from, to }) => from <= to, 'from is above to')
    .optional(),
  hangMs: z.int().min(0).optional(),
  callbackFaultRates: z.partialRecord(z.enum(callbackFaultNames), rate).optional(),
  holdMs: z.int().min(0).optional(),
  strictOrder: z.boolean().optional(),
  repeatsComparedBy: z.enum(['content', 'bytes']).optional(),
  repeatCarriesMsgid: z.boolean().optional(),
  repeatCarriesResponseCode: z.boolean().optional(),
});

const apiPath = z.string().startsWith('/cgi-bin/');

/** One errcode several times, or a list with one entry for each of the next calls or deliveries. */
export const faultOrder = z.union([
  z.strictObject({ path: apiPath, errcode: z.int(), times: z.int().positive().default(1) }),
  z.strictObject({
    calls: z.array(z.union([z.enum([...apiFaultNames, 'none']), z.int()])).min(1),
    path: apiPath.optional(),
  }),
  z.strictObject({
    deliveries: z.array(z.enum([...callbackFaultNames, 'none'])).min(1),
    userid: z.string().min(1).optional(),
  }),
]);

/** `newest` looks from the end; without it the list is read in pages from `after` on. */
export const logQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(10_000).default(1000),
  newest: z.coerce.number().int().min(0).max(10_000).optional(),
});

export const maliciousOrder = z.strictObject({ kind: z.enum(maliciousKinds) });
