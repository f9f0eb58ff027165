import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'undici';
import { startWecomSim } from '../../wecom-sim/server.js';
import { startCrew } from '../support/crew.js';
import { countWaiting, openPool } from '../support/product-rows.js';
import { createRandom } from '../support/random.js';
import { settle } from '../support/settle.js';
import { forgePost, verificationGet } from './forge-post.js';
import { hostilePlaintext } from './hostile-plaintext.js';
import { type Post, sealBytes, signedPost } from './seal-post.js';

export interface FuzzOptions {
  seed: number;
  productRoot: string;
  databaseUrl: string;
  /** Absent: the queue lies in PostgreSQL. */
  queueSettings?: Readonly<Record<string, string>>;
  count: number;
}

export interface FuzzResult {
  violations: string[];
  /** How many of each kind were answered with which status. */
  answers: Map<string, number>;
  stored: number;
  outcomes: Map<string, number>;
  /** What the processes wrote last. */
  lastWords: string;
}

type Kind = 'forged' | 'odd' | 'verification' | 'forged verification';
interface Shot {
  kind: Kind;
  post: Post;
  /** What a right verification must be answered with. */
  echo?: string;
}

/** Requests under way at once. */
const width = 16;
const forgedSender = 'forged';
const handledWithinMs = 120_000;

/** Throws `count` requests at the callback address of the built product and looks what became of them. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { productRoot, databaseUrl, count } = options;
  const random = createRandom(options.seed);
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-fuzz-'));
  const sim = await startWecomSim();
  const pool = openPool(databaseUrl);
  const crew = await startCrew({
    productRoot,
    roles: ['web', 'worker'],
    env: {
      PATH: process.env.PATH ?? '',
      APP_MODE: 'production',
      LOG_LEVEL: 'error',
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
      ...options.queueSettings,
      ...sim.productSettings,
    },
  });
  const violations: string[] = [];
  const answers = new Map<string, number>();
  try {
    await crew.ready();
    const web = new Pool(`http://127.0.0.1:${crew.members[0]?.port}`, { connections: width });
    let left = count;
    const shoot = async () => {
      while (left > 0) {
        left -= 1;
        const shot = draw(left);
        const { kind, post, echo } = shot;
        const answer = await fire(web, post);
        const key = `${kind} ${answer.status}`;
        answers.set(key, (answers.get(key) ?? 0) + 1);
        const wrong = judgeAnswer(kind, answer, echo);
        if (wrong) violations.push(`${wrong}: ${show(post)}`);
      }
    };
    const draw = (number: number): Shot => {
      const drawn = random.next();
      if (drawn < 0.1) {
        const { post, echo } = verificationGet(sim.settings, random);
        return echo === null ? { kind: 'forged verification', post } : { kind: 'verification', post, echo };
      }
      if (drawn < 0.5) {
        return { kind: 'forged', post: forgePost(sim.settings, random, `${forgedSender}-${number}`) };
      }
      const plaintext = hostilePlaintext(random, `odd-${random.below(50)}`);
      return {
        kind: 'odd',
        post: signedPost(sim.settings, random, sealBytes(sim.settings, random, plaintext)),
      };
    };
    await Promise.all(Array.from({ length: width }, shoot));
    await web.close();

    const waiting = await settle(async () => ({ ...(await countWaiting(pool)), unsent: 0 }), handledWithinMs);
    if (waiting.unhandled > 0)
      violations.push(`${waiting.unhandled} messages left after ${handledWithinMs} ms`);
    for (const crash of crew.crashes) violations.push(`crash: ${crash}`);
    const rows = await readRows(pool);
    for (const trace of rows.forged) violations.push(`stored from a forged one: ${trace}`);
    for (const { outcome, body } of rows.failed) violations.push(`a message ended as ${outcome}: ${body}`);
    const lastWords = crew.lastWords();
    return { violations, answers, stored: rows.stored, outcomes: rows.outcomes, lastWords };
  } finally {
    await crew.stop();
    await sim.close();
    await pool.end();
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface Answer {
  /** 0: the connection was closed without an answer. */
  status: number;
  body: string;
}

function judgeAnswer(kind: Kind, { status, body }: Answer, echo: string | undefined): string | null {
  if (status === 0) return 'no answer';
  if (status >= 500) return `status ${status}`;
  switch (kind) {
    case 'forged':
    case 'forged verification':
      return status >= 400 ? null : `a forged one was answered with ${status}`;
    case 'verification':
      return status === 200 && body === echo
        ? null
        : `a right verification was answered with ${status} “${body}”`;
    case 'odd':
      return status === 200 || (status >= 400 && status < 500) ? null : `status ${status}`;
  }
}

async function fire(web: Pool, { method, query, body, contentType }: Post): Promise<Answer> {
  const path = `/callbacks/wecom-app?${new URLSearchParams(query)}`;
  try {
    const answer = await web.request({
      path,
      method,
      ...(method === 'POST' && { body, headers: { 'content-type': contentType } }),
    });
    return { status: answer.statusCode, body: await answer.body.text() };
  } catch (error) {
    return { status: 0, body: String(error) };
  }
}

/** Enough of a request to make it again by hand. */
function show({ method, query, body }: Post): string {
  return `${method} ?${new URLSearchParams(query)} ${body.toString('base64').slice(0, 2000)}`;
}

async function readRows(pool: ReturnType<typeof openPool>) {
  const trace = `%${forgedSender}-%`;
  const { rows: forged } = await pool.query<{ trace: string }>(
    `SELECT external_key AS trace FROM inbound_messages WHERE external_key LIKE $1
     UNION ALL SELECT external_id FROM identities WHERE external_id LIKE $1
     UNION ALL SELECT left(body::text, 100) FROM message_contents WHERE body::text LIKE $1`,
    [trace],
  );
  const { rows: outcomes } = await pool.query<{ outcome: string; times: string }>(
    `SELECT coalesce(outcome, 'unhandled') AS outcome, count(*) AS times FROM inbound_messages GROUP BY 1 ORDER BY 2 DESC`,
  );
  const { rows: failed } = await pool.query<{ outcome: string; body: string }>(
    `SELECT coalesce(m.outcome, 'unhandled') AS outcome, left(c.body::text, 400) AS body
     FROM inbound_messages m JOIN message_contents c ON c.message_id = m.id
     WHERE m.handled_at IS NULL OR m.outcome LIKE 'failed:%' ORDER BY m.seq`,
  );
  const counted = new Map(outcomes.map(({ outcome, times }) => [outcome, Number(times)]));
  const stored = [...counted.values()].reduce((sum, times) => sum + times, 0);
  return { forged: forged.map((row) => row.trace), failed, outcomes: counted, stored };
}
