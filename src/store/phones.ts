import { z } from 'zod';
import type { StoreClient } from './client.js';
import type { Prisma } from './generated/client.js';

export interface PhoneMessage {
  seq: number;
  phone: string;
  fromMe: boolean;
  at: Date;
  body: Record<string, unknown>;
}

const bodySchema = z.record(z.string(), z.unknown());

/**
 * What the simulated phones show. Writes to one phone are serialised, so whoever reads on from the last
 * number he saw misses nothing.
 */
export interface PhoneStore {
  append(
    channel: string,
    phone: string,
    fromMe: boolean,
    body: Record<string, unknown>,
    at: Date,
  ): Promise<PhoneMessage>;
  list(channel: string, phone: string, after: number): Promise<PhoneMessage[]>;
}

export function createPhoneStore(client: StoreClient): PhoneStore {
  return {
    async append(channel, phone, fromMe, body, at) {
      const row = await client.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`phone:${channel}:${phone}`}))`;
        return tx.phoneMessage.create({
          data: {
            channel,
            phone,
            fromMe,
            body: JSON.parse(JSON.stringify(body)) as Prisma.InputJsonValue,
            at,
          },
        });
      });
      return { seq: Number(row.seq), phone, fromMe, at, body };
    },
    async list(channel, phone, after) {
      const rows = await client.phoneMessage.findMany({
        where: { channel, phone, seq: { gt: after } },
        orderBy: { seq: 'asc' },
        take: 500,
      });
      return rows.map((r) => ({
        seq: Number(r.seq),
        phone: r.phone,
        fromMe: r.fromMe,
        at: r.at,
        body: bodySchema.parse(r.body),
      }));
    },
  };
}
