import type { Work } from './work.js';

/** Who was sent the alert of an emergency: these may answer it whatever their post. */
export async function findAlerted(work: Work, caseId: string): Promise<string[]> {
  const rows = await work.tx.card.findMany({
    where: { caseId, purpose: 'alert' },
    distinct: ['personId'],
    select: { personId: true },
  });
  return rows.map((r) => r.personId);
}
