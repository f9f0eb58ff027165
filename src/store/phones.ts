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

/** Rows of one look. */
export const pageSize = 500;

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
    /** Of what we say: a delivery that is sent again shows once. */
    deliveryId?: string,
  ): Promise<PhoneMessage>;
  list(channel: string, phone: string, after: number): Promise<PhoneMessage[]>;
  /** Messages of all phones after this number, oldest first. A lower number may still be committed later. */
  listAll(after: number): Promise<PhoneMessage[]>;
  lastSeq(): Promise<number>;
}

export function createPhoneStore(client: StoreClient): PhoneStore {
  const read = async (where: Prisma.PhoneMessageWhereInput): Promise<PhoneMessage[]> => {
    const rows = await client.phoneMessage.findMany({ where, orderBy: { seq: 'asc' }, take: pageSize });
    return rows.map((r) => ({
      seq: Number(r.seq),
      phone: r.phone,
      fromMe: r.fromMe,
      at: r.at,
      body: bodySchema.parse(r.body),
    }));
  };
  return {
    async append(channel, phone, fromMe, body, at, deliveryId) {
      // The lock comes before the number, so that numbers of one phone appear in their order.
      const rows = await client.$queryRaw<{ seq: bigint }[]>`
        WITH mine AS MATERIALIZED (
          SELECT pg_advisory_xact_lock(hashtext(${`phone:${channel}:${phone}`})) AS held
        )
        INSERT INTO phone_messages (channel, phone, from_me, body, at, delivery_id)
        SELECT ${channel}, ${phone}, ${fromMe}, ${JSON.stringify(body)}::jsonb, ${at}, ${deliveryId ?? null}::uuid
        FROM mine
        ON CONFLICT (delivery_id) DO NOTHING
        RETURNING seq`;
      const row =
        rows[0] ??
        (await client.phoneMessage.findUniqueOrThrow({
          where: { deliveryId: deliveryId ?? '' },
          select: { seq: true },
        }));
      return { seq: Number(row.seq), phone, fromMe, at, body };
    },
    list: (channel, phone, after) => read({ channel, phone, seq: { gt: after } }),
    listAll: (after) => read({ seq: { gt: after } }),
    async lastSeq() {
      const row = await client.phoneMessage.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true } });
      return Number(row?.seq ?? 0);
    },
  };
}
