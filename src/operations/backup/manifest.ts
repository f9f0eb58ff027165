import { z } from 'zod';

/** The last member of a backup: an archive without it was cut short. */
export const manifestName = 'manifest.json';

/** Raised when an older program could not read a newer backup. */
export const formatVersion = 1;

const count = z.number().int().min(0);

/** What a backup holds, and by what it is checked before anything is touched. */
export const manifestSchema = z.object({
  format: z.literal(formatVersion),
  product: z.literal('gridwhistle'),
  version: z.string(),
  takenAt: z.iso.datetime(),
  /** Name of the zone, for people who look for the right file. */
  zone: z.string(),
  serverVersion: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })).min(1),
  /** In the order in which they are loaded. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1), rows: count })),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
  media: z.object({
    files: count,
    /** Named by a row, but erased or lost before it could be copied. */
    missing: count,
    /** Copied, but no longer what it was when it came. */
    changed: count,
  }),
  /** True: `.env` with its passwords is inside. */
  secrets: z.boolean(),
  /** SHA-256 of every other member, in hex. */
  members: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Names of members. Blocks of rows are numbered so that they come back in order. */
export const memberNames = {
  rows: (table: string, block: number) => `tables/${table}/${String(block).padStart(6, '0')}.copy`,
  media: (file: string) => `media/${file}`,
  config: (file: string) => `config/${file}`,
  secrets: 'secrets/env',
};
