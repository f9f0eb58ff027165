import type { Ids } from '../shared/ids.js';
import type { Tx } from './client.js';

export interface CardRow {
  id: string;
  personId: string;
  channel: string;
  caseId: string | null;
  purpose: string;
  revision: number;
  settledAt: Date | null;
  settledBy: string | null;
}

export async function insertCard(
  tx: Tx,
  card: Omit<CardRow, 'settledAt' | 'settledBy'> & { createdAt: Date },
): Promise<void> {
  await tx.card.create({ data: card });
}

export async function findCard(tx: Tx, id: string): Promise<CardRow | null> {
  return tx.card.findUnique({ where: { id } });
}

/** Cards of a case whose buttons still work, optionally only some purposes. */
export async function listOpenCards(
  tx: Tx,
  caseId: string,
  purposes?: readonly string[],
): Promise<CardRow[]> {
  return tx.card.findMany({
    where: { caseId, settledAt: null, ...(purposes ? { purpose: { in: [...purposes] } } : {}) },
  });
}

/** The newest card of a person on a channel that still works, for "1", "2" typed instead of a tap. */
export async function findNewestOpenCard(tx: Tx, personId: string, channel: string): Promise<CardRow | null> {
  return tx.card.findFirst({ where: { personId, channel, settledAt: null }, orderBy: { createdAt: 'desc' } });
}

/** Cards of a person on a channel that belong to no case and still work. */
export async function listOpenChoices(
  tx: Tx,
  personId: string,
  channel: string,
  purposes: readonly string[],
): Promise<CardRow[]> {
  return tx.card.findMany({
    where: { personId, channel, caseId: null, settledAt: null, purpose: { in: [...purposes] } },
  });
}

/** The case of the newest alert card that a person holds and that still works. */
export async function findOpenAlert(tx: Tx, personId: string): Promise<string | null> {
  const card = await tx.card.findFirst({
    where: { personId, purpose: 'alert', settledAt: null },
    orderBy: { createdAt: 'desc' },
  });
  return card?.caseId ?? null;
}

export async function settleCard(tx: Tx, id: string, by: string, at: Date): Promise<void> {
  await tx.card.update({ where: { id }, data: { settledAt: at, settledBy: by } });
}

/** The card as it was sent, or null if its text was erased. */
export async function findSentCardBody(tx: Tx, cardId: string): Promise<unknown> {
  const row = await tx.outboundMessage.findFirst({
    where: { cardId, kind: 'card' },
    include: { content: true },
  });
  return row?.content?.body ?? null;
}

/** Keeps a platform's right to update a card once. */
export async function keepHandle(tx: Tx, cardId: string, code: string, at: Date, ids: Ids): Promise<void> {
  await tx.cardHandle.create({ data: { id: ids.next(), cardId, code, grantedAt: at } });
}

/** Takes the newest unused right, granted after `notBefore` (WeCom's last 72 h). */
export async function takeHandle(tx: Tx, cardId: string, now: Date, notBefore: Date): Promise<string | null> {
  const row = await tx.cardHandle.findFirst({
    where: { cardId, usedAt: null, grantedAt: { gt: notBefore } },
    orderBy: { grantedAt: 'desc' },
  });
  if (!row) return null;
  await tx.cardHandle.update({ where: { id: row.id }, data: { usedAt: now } });
  return row.code;
}
