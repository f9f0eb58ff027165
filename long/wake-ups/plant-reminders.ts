import type pg from 'pg';

/** In different grids, so that several officers are reminded. */
const places = ['和顺家园3号楼', '锦河花苑5号楼', '望山小区2号楼'];

/** Residents report through the simulator's API until so many cases wait for their officer. */
export async function fileCases(url: string, pool: pg.Pool, count: number): Promise<void> {
  const post = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/api/simulator${path}`, {
      method: 'POST',
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const settled = () => fetch(`${url}/api/simulator/settled?wait=60`);
  const residents: string[] = [];
  for (let i = 0; i < count; i++) residents.push(((await post('/people')) as { id: string }).id);
  for (const [i, id] of residents.entries()) {
    await post(`/people/${id}/messages`, { text: `${places[i % places.length]}门口的路灯不亮了` });
  }
  await settled();
  for (const id of residents) await post(`/people/${id}/messages`, { text: '可以' });
  await settled();
  const { rows } = await pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM deadlines WHERE kind = 'acknowledge' AND state = 'running'`,
  );
  if (rows[0]?.n !== count) throw new Error(`${rows[0]?.n} of ${count} cases came into being`);
}

export interface Planted {
  lastDueAt: Date;
  /** How they lie in time, in words. */
  spread: string;
}

/** Time for the product to find and arm them before the first is due. */
const leadSeconds = 15;
/** Every fifth falls due at a whole ten seconds, together with others, as limits of office days do. */
const together = 5;

/**
 * Rows as the product writes them: first rungs of a running clock, which remind the officer and change nothing else, so
 * that each must lead to one message. The product's own reminders of these cases lie days away.
 */
export async function plantReminders(
  pool: pg.Pool,
  plan: { reminders: number; seconds: number; seed: number },
): Promise<Planted> {
  const client = await pool.connect();
  try {
    await client.query('SELECT setseed($1)', [(plan.seed % 100_000) / 100_000]);
    await client.query('CREATE TABLE planted (id uuid PRIMARY KEY, due_at timestamptz NOT NULL)');
    await client.query(
      `WITH clocks AS (
         SELECT id, case_id, revision, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS total
         FROM deadlines WHERE kind = 'acknowledge' AND state = 'running'
       ), wanted AS (
         SELECT i, clock_timestamp() + $3 * interval '1 second' + random() * $2 * interval '1 second' AS at
         FROM generate_series(0, $1 - 1) AS i
       ), timed AS (
         SELECT i, CASE WHEN i % $4 = 0
           THEN date_bin('10 seconds', at, timestamptz '2000-01-01') + interval '10 seconds' ELSE at END AS due_at
         FROM wanted
       ), made AS (
         INSERT INTO reminders (id, deadline_id, case_id, step, due_at, revision)
         SELECT gen_random_uuid(), c.id, c.case_id, 0, t.due_at, c.revision
         FROM timed t JOIN clocks c ON c.n = t.i % c.total
         RETURNING id, due_at
       )
       INSERT INTO planted SELECT id, due_at FROM made`,
      [plan.reminders, plan.seconds, leadSeconds, together],
    );
    const { rows } = await client.query<{ last: Date; most: number }>(
      `SELECT max(due_at) AS last,
              (SELECT max(n)::int FROM (SELECT count(*) AS n FROM planted GROUP BY due_at) AS g) AS most
       FROM planted`,
    );
    const [found] = rows;
    if (!found) throw new Error('nothing was planted');
    return {
      lastDueAt: found.last,
      spread: `at random over ${plan.seconds} s, every fifth at a whole ten seconds (up to ${found.most} in one instant)`,
    };
  } finally {
    client.release();
  }
}
