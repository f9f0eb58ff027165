import type { Tx } from './client.js';
import type { Prisma } from './generated/client.js';

export async function readSetting(tx: Tx, key: string): Promise<unknown> {
  const row = await tx.setting.findUnique({ where: { key } });
  return row?.value ?? null;
}

export async function writeSetting(tx: Tx, key: string, value: Prisma.InputJsonValue): Promise<void> {
  await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
}
