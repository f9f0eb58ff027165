import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../shared/errors.js';
import type { StoreClient } from './client.js';
import { Prisma } from './generated/client.js';
import { livingHolders } from './holder.js';

/** Longer than one call may take; a process that died while it fetched is known earlier, by its number. */
const leaseMs = 20_000;
/** How long others wait for the one who fetches, looking this often. */
const patienceMs = 15_000;
const lookMs = 100;

/**
 * So long a refusal that only an operator can mend is not asked for again by any process: many attempts with a wrong
 * secret get the address blocked for an hour (WeCom, path/90313).
 */
const refusalMs = 60_000;

/** Renewed five to ten minutes early, at random so that processes do not come at once; a short-lived one at three quarters. */
function lifeMs(expiresInSeconds: number): number {
  const earlySeconds = Math.min(300 + Math.random() * 300, expiresInSeconds / 4);
  return (expiresInSeconds - earlySeconds) * 1000;
}

const refusalSchema = z.object({ code: z.string(), message: z.string() });

type Fetch = () => Promise<{ token: string; expiresInSeconds: number }>;

/**
 * A platform token shared by all processes; see `TokenStore` in bot/channel.ts. Who fetches is settled by a row with an
 * end, so that no connection is held while the platform is asked. All times are the database's. `heldBy`: this process's
 * number, see holder.ts; while the one who fetches has none, the end of its row is waited for.
 */
export function createTokenRows(client: StoreClient, heldBy: () => number | null = () => null) {
  /** The row's value while it lasts. */
  async function read(key: string): Promise<unknown> {
    const rows = await client.$queryRaw<{ value: unknown }[]>`
      SELECT value FROM settings WHERE key = ${key} AND expires_at > clock_timestamp()`;
    return rows[0]?.value;
  }

  async function write(key: string, value: unknown, forMs: number): Promise<void> {
    await client.$executeRaw`
      INSERT INTO settings (key, value, expires_at)
      VALUES (${key}, ${JSON.stringify(value)}::jsonb, clock_timestamp() + ${forMs} * interval '1 millisecond')
      ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, expires_at = EXCLUDED.expires_at`;
  }

  async function takeLease(key: string, holder: string): Promise<boolean> {
    const taken = await client.$executeRaw`
      INSERT INTO settings (key, value, expires_at)
      VALUES (${key}, jsonb_build_object('holder', ${holder}::text, 'heldBy', ${heldBy()}::int),
        clock_timestamp() + ${leaseMs} * interval '1 millisecond')
      ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, expires_at = EXCLUDED.expires_at
      WHERE settings.expires_at <= clock_timestamp()
        OR settings.value->>'heldBy' IS NOT NULL
          AND (settings.value->>'heldBy')::int NOT IN (${Prisma.raw(livingHolders)})`;
    return taken === 1;
  }

  /** The token, or null when somebody has to fetch it. */
  async function find(key: string): Promise<string | null> {
    const token = await read(`token:${key}`);
    if (typeof token === 'string') return token;
    const refusal = refusalSchema.safeParse(await read(`token-refused:${key}`));
    if (refusal.success) throw new AppError(refusal.data.code, 'tell-operator', refusal.data.message);
    return null;
  }

  async function fetchAndShare(key: string, fetch: Fetch): Promise<string> {
    try {
      const fetched = await fetch();
      await write(`token:${key}`, fetched.token, lifeMs(fetched.expiresInSeconds));
      return fetched.token;
    } catch (error) {
      if (error instanceof AppError && error.remedy === 'tell-operator') {
        await write(`token-refused:${key}`, { code: error.code, message: error.message }, refusalMs);
      }
      throw error;
    }
  }

  return {
    async get(key: string, fetch: Fetch): Promise<string> {
      const giveUpAt = performance.now() + patienceMs;
      const lease = `token-lease:${key}`;
      const holder = randomUUID();
      for (;;) {
        const found = await find(key);
        if (found !== null) return found;
        if (await takeLease(lease, holder)) {
          try {
            // The one before may have finished between our look and our turn.
            return (await find(key)) ?? (await fetchAndShare(key, fetch));
          } finally {
            await client.$executeRaw`DELETE FROM settings WHERE key = ${lease} AND value->>'holder' = ${holder}`;
          }
        }
        if (performance.now() >= giveUpAt) {
          throw new AppError(
            'token-busy',
            'retry',
            'another process has been fetching the token for too long',
          );
        }
        await delay(lookMs * (1 + Math.random()));
      }
    },
    async drop(key: string, token: string): Promise<void> {
      await client.setting.deleteMany({ where: { key: `token:${key}`, value: { equals: token } } });
    },
  };
}
