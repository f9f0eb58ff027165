import type pg from 'pg';
import { z } from 'zod';

/** A message that was taken in, with what became of it. */
export interface InboundRow {
  seq: number;
  userid: string;
  externalKey: string;
  handled: boolean;
  outcome: string | null;
  text: string;
}

/** A message that was to go out. */
export interface OutboundRow {
  seq: number;
  userid: string;
  /** 2 is the lane of answers. */
  lane: number;
  kind: string;
  state: string;
  attempts: number;
  failureCode: string | null;
  cardId: string | null;
  /** All words of it, as a reader would see them. */
  words: string;
}

export interface CaseRow {
  number: string;
  userid: string | null;
  summary: string;
}

export interface Ledger {
  inbound: InboundRow[];
  outbound: OutboundRow[];
  cases: CaseRow[];
}

const inboundSchema = z.array(
  z.object({
    seq: z.coerce.number(),
    userid: z.string(),
    external_key: z.string(),
    handled: z.boolean(),
    outcome: z.string().nullable(),
    text: z.string().nullable(),
  }),
);
const bodySchema = z.looseObject({
  text: z.string().optional(),
  card: z
    .looseObject({
      title: z.string(),
      text: z.string().optional(),
      rows: z.array(z.object({ label: z.string(), value: z.string() })),
    })
    .optional(),
});
const outboundSchema = z.array(
  z.object({
    seq: z.coerce.number(),
    userid: z.string(),
    lane: z.number(),
    kind: z.string(),
    state: z.string(),
    attempts: z.number(),
    failure_code: z.string().nullable(),
    card_id: z.string().nullable(),
    body: bodySchema,
  }),
);
const caseSchema = z.array(
  z.object({ number: z.string(), userid: z.string().nullable(), summary: z.string() }),
);

/** Reads the rows with statements of its own, in the order of their making. */
export async function readLedger(pool: pg.Pool): Promise<Ledger> {
  const inbound = await pool.query(
    `SELECT m.seq, i.address AS userid, m.external_key, m.handled_at IS NOT NULL AS handled, m.outcome,
            c.body->>'text' AS text
     FROM inbound_messages m
     JOIN identities i ON i.person_id = m.person_id AND i.channel = m.channel
     LEFT JOIN message_contents c ON c.message_id = m.id
     ORDER BY m.seq`,
  );
  const outbound = await pool.query(
    `SELECT o.seq, i.address AS userid, o.lane, o.kind, o.state, o.attempts, o.failure_code, o.card_id, c.body
     FROM outbound_messages o
     JOIN identities i ON i.person_id = o.person_id AND i.channel = o.channel
     JOIN outbound_contents c ON c.message_id = o.id
     ORDER BY o.seq`,
  );
  const cases = await pool.query(
    `SELECT c.number, i.address AS userid, t.summary
     FROM cases c JOIN case_texts t ON t.case_id = c.id
     LEFT JOIN identities i ON i.person_id = c.filed_by_id AND i.channel = 'wecom-app'
     ORDER BY c.number::bigint`,
  );
  return {
    inbound: inboundSchema.parse(inbound.rows).map((r) => ({
      seq: r.seq,
      userid: r.userid,
      externalKey: r.external_key,
      handled: r.handled,
      outcome: r.outcome,
      text: r.text ?? '',
    })),
    outbound: outboundSchema.parse(outbound.rows).map((r) => ({
      seq: r.seq,
      userid: r.userid,
      lane: r.lane,
      kind: r.kind,
      state: r.state,
      attempts: r.attempts,
      failureCode: r.failure_code,
      cardId: r.card_id,
      words: wordsOf(r.body),
    })),
    cases: caseSchema.parse(cases.rows),
  };
}

function wordsOf({ text, card }: z.infer<typeof bodySchema>): string {
  if (!card) return text ?? '';
  return [card.title, card.text, ...card.rows.map(({ value }) => value)].filter(Boolean).join('\n');
}
