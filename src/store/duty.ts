import type { Ids } from '../shared/ids.js';
import type { Tx } from './client.js';

/** Who took a shift of this unit that covers the instant, the one that began last first. */
export async function listShiftsAt(tx: Tx, unitCode: string, at: Date): Promise<string[]> {
  const rows = await tx.dutyShift.findMany({
    where: { unitCode, startsAt: { lte: at }, endsAt: { gt: at } },
    orderBy: { startsAt: 'desc' },
  });
  return rows.map((r) => r.personId);
}

/** Whoever takes the same hours of a unit later has them instead. */
export async function takeShift(
  tx: Tx,
  shift: { unitCode: string; personId: string; startsAt: Date; endsAt: Date },
  ids: Ids,
): Promise<void> {
  const { unitCode, startsAt, endsAt } = shift;
  await tx.dutyShift.deleteMany({ where: { unitCode, startsAt, endsAt } });
  await tx.dutyShift.create({ data: { id: ids.next(), ...shift } });
}
