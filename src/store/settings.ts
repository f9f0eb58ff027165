import type { StoreClient, Tx } from './client.js';
import type { Prisma } from './generated/client.js';

export async function readSetting(tx: Tx, key: string): Promise<unknown> {
  const row = await tx.setting.findUnique({ where: { key } });
  return row?.value ?? null;
}

export async function writeSetting(tx: Tx, key: string, value: Prisma.InputJsonValue): Promise<void> {
  await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
}

/** A platform token shared by all processes; see `TokenStore` in bot/channel.ts. */
export function createTokenRows(client: StoreClient) {
  const rowKey = (key: string) => `token:${key}`;
  /** Refreshed five minutes early, so that no request starts with a token about to expire. */
  const earlySeconds = 300;
  return {
    async get(
      key: string,
      fetch: () => Promise<{ token: string; expiresInSeconds: number }>,
    ): Promise<string> {
      const valid = async (tx: Tx) => {
        const row = await tx.setting.findUnique({ where: { key: rowKey(key) } });
        return row?.expiresAt && row.expiresAt.getTime() > Date.now() && typeof row.value === 'string'
          ? row.value
          : null;
      };
      const cached = await valid(client);
      if (cached) return cached;
      const fetched = await fetch();
      const lifetime = Math.max(30, fetched.expiresInSeconds - earlySeconds);
      const expiresAt = new Date(Date.now() + lifetime * 1000);
      await client.setting.upsert({
        where: { key: rowKey(key) },
        create: { key: rowKey(key), value: fetched.token, expiresAt },
        update: { value: fetched.token, expiresAt },
      });
      return fetched.token;
    },
    async drop(key: string, token: string): Promise<void> {
      await client.setting.deleteMany({ where: { key: rowKey(key), value: { equals: token } } });
    },
  };
}
