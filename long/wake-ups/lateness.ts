import type pg from 'pg';

/** Nothing planted waits any more, and all that it led to was sent. */
export async function isDone(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ left: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM reminders JOIN planted USING (id) WHERE state = 'pending')
         OR EXISTS (SELECT 1 FROM outbound_messages WHERE state IN ('queued', 'sending')) AS left`,
  );
  return rows[0]?.left === false;
}

export interface Judged {
  p99Ms: number;
  /** Reminders of which nobody was told. */
  lost: number;
  /** Messages beyond one for each reminder. */
  doubled: number;
  lines: string[];
}

interface Row {
  planted: number;
  sent: number;
  told: number;
  p50: number;
  p99: number;
  worst: number;
  delivered99: number;
  deadlocks: number;
}

/** Lateness is from the instant of the row to the time at which its message was written: `done_at` is taken before the turn. */
export async function judgeWakeUps(pool: pg.Pool): Promise<Judged> {
  const { rows } = await pool.query<Row>(
    `WITH late AS (
       SELECT r.state, extract(epoch FROM r.done_at - p.due_at) * 1000 AS ms
       FROM planted p JOIN reminders r USING (id)
     ), told AS (
       SELECT o.sent_at, o.queued_at FROM outbound_messages o
       WHERE o.lane = 1 AND o.case_id IN (SELECT case_id FROM reminders JOIN planted USING (id))
     )
     SELECT (SELECT count(*)::int FROM planted) AS planted,
            count(*) FILTER (WHERE state = 'sent')::int AS sent,
            (SELECT count(*)::int FROM told) AS told,
            percentile_cont(0.5) WITHIN GROUP (ORDER BY ms)::float AS p50,
            percentile_cont(0.99) WITHIN GROUP (ORDER BY ms)::float AS p99,
            max(ms)::float AS worst,
            (SELECT percentile_cont(0.99) WITHIN GROUP
               (ORDER BY extract(epoch FROM sent_at - queued_at) * 1000)::float FROM told) AS delivered99,
            (SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()) AS deadlocks
     FROM late`,
  );
  const [row] = rows;
  if (!row) throw new Error('nothing to judge');
  const lost = row.planted - row.sent;
  const doubled = Math.max(0, row.told - row.sent);
  const ms = (value: number | null) => (value === null ? '-' : `${Math.round(value)} ms`);
  return {
    p99Ms: row.p99 ?? Number.POSITIVE_INFINITY,
    lost,
    doubled,
    lines: [
      `lateness p50 ${ms(row.p50)}, p99 ${ms(row.p99)}, max ${ms(row.worst)}; from decided to sent p99 ${ms(row.delivered99)}`,
      `lost ${lost}, doubled ${doubled}, deadlocks ${row.deadlocks}`,
    ],
  };
}
