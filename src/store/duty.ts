import type { Ids } from '../shared/ids.js';
import type { Statement, Unit } from './unit/unit.js';

const shiftsAt: Statement = {
  name: 'shifts at',
  reads: ['duty_shifts'],
  text: `SELECT person_id AS "personId" FROM duty_shifts
    WHERE unit_code = $1 AND starts_at <= $2 AND ends_at > $2 ORDER BY starts_at DESC`,
};

/** Who took a shift of this unit that covers the instant, the one that began last first. */
export async function listShiftsAt(unit: Unit, unitCode: string, at: Date): Promise<string[]> {
  return (await unit.rows<{ personId: string }>(shiftsAt, [unitCode, at])).map((r) => r.personId);
}

/** Whoever takes the same hours of a unit later has them instead. */
export async function takeShift(
  unit: Unit,
  shift: { unitCode: string; personId: string; startsAt: Date; endsAt: Date },
  ids: Ids,
): Promise<void> {
  const { unitCode, startsAt, endsAt } = shift;
  const tx = await unit.tx();
  await tx.dutyShift.deleteMany({ where: { unitCode, startsAt, endsAt } });
  await tx.dutyShift.create({ data: { id: ids.next(), ...shift } });
}
