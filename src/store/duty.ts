import type { Ids } from '../shared/ids.js';
import type { Tx } from './client.js';

/** Who took a shift of this unit that covers the instant, latest taken first. */
export async function listShiftsAt(tx: Tx, unitCode: string, at: Date): Promise<string[]> {
  const rows = await tx.dutyShift.findMany({
    where: { unitCode, startsAt: { lte: at }, endsAt: { gt: at } },
    orderBy: { startsAt: 'desc' },
  });
  return rows.map((r) => r.personId);
}

export async function takeShift(
  tx: Tx,
  shift: { unitCode: string; personId: string; startsAt: Date; endsAt: Date },
  ids: Ids,
): Promise<void> {
  await tx.dutyShift.create({ data: { id: ids.next(), ...shift } });
}
