import type { z } from 'zod';
import { ApiRefusal } from '../api-refusal.js';

/** Parses a part of a request; 40058 names the first field that is wrong (path/90313, wecom.md 7.3). */
export function readParameter<T>(schema: z.ZodType<T>, raw: unknown, name: string): T {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const path = [name, ...(parsed.error.issues[0]?.path ?? [])].join('.');
  throw new ApiRefusal(40058, path);
}
