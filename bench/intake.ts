import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { silentLog } from '../src/shared/log.js';
import { openDatabase } from '../src/store/postgres/open-database.js';
import { installPeer } from './install-peer.js';
import { postAll } from './post-all.js';
import { type Running, startProduct, startServer } from './processes.js';
import { invented, type Post, sealedText } from './wecom.js';

const rounds = 3;
const count = 6000;
const width = 50;
const people = 500;
/** Enough turns to keep a worker busy through one measurement. */
const backlog = 4000;
/** After this time a fresh process has loaded what it needs and done nothing yet. */
const settleMs = 3000;

/**
 * How many encrypted callbacks a web process verifies, stores and answers while a worker handles messages in another
 * process: beside a floor and a peer in the same shape, in the same minutes. The load comes from this process.
 */
export async function measureIntake(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-intake-'));
  // Run by root, the database belongs to `nobody`, which must be able to enter.
  await chmod(dataDir, 0o755);
  const database = await openDatabase({ dataDir, log: silentLog });
  const env = { DATA_DIR: dataDir, APP_MODE: 'production', LOG_LEVEL: 'silent', ...invented };
  const children: Running[] = [];
  try {
    const web = await startProduct('web', env);
    children.push(web);
    const worker = await startProduct('worker', env);
    children.push(worker);
    await delay(settleMs);
    const memory = { web: await web.memoryMegabytes(), worker: await worker.memoryMegabytes() };
    const floor = await startServer('floor', [database.connectionString]);
    children.push(floor);
    const peer = await installPeer();
    const easywechat = 'folder' in peer ? await startServer('easywechat', [peer.folder]) : null;
    if (easywechat) children.push(easywechat);

    await saySettings(database.pool);
    say(`idle memory      web ${memory.web ?? '?'} MB, worker ${memory.worker ?? '?'} MB`);
    await measure(database.pool, { web, floor, easywechat });
    if ('missing' in peer) say(`node-easywechat  not measured, it could not be installed: ${peer.missing}`);
  } finally {
    for (const child of children.toReversed()) await child.stop();
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(
  pool: pg.Pool,
  servers: { web: Running; floor: Running; easywechat: Running | null },
): Promise<void> {
  // Everybody has written once before: a first message also makes the person.
  await send(servers.web, people, (i) => sealedText(`bench-${i}`, '你好', `first-${i}`));
  const rates = { ours: [] as number[], floor: [] as number[], easywechat: [] as number[] };
  const turns: number[] = [];
  const run = async (server: Running, mark: string) => {
    await keepWorkerBusy(pool, servers.web);
    const before = await handled(pool);
    const rate = await send(server, count, (i) =>
      sealedText(`bench-${i % people}`, `第${i}盏路灯不亮了`, `${mark}-${i}`),
    );
    turns.push((((await handled(pool)) - before) * rate) / count);
    return rate;
  };
  // The first round makes all of them ready and is not counted.
  for (let round = 0; round <= rounds; round++) {
    const ours = await run(servers.web, `ours-${round}`);
    const floor = await run(servers.floor, `floor-${round}`);
    const peer = servers.easywechat ? await run(servers.easywechat, `peer-${round}`) : null;
    if (round === 0) continue;
    rates.ours.push(ours);
    rates.floor.push(floor);
    if (peer !== null) rates.easywechat.push(peer);
  }
  const ours = median(rates.ours);
  const beside = (name: string, each: number[]) =>
    say(`${name}  ${figures(each)} /s   ours is ${(ours / median(each)).toFixed(2)} of it`);
  say(`intake           ${figures(rates.ours)} /s encrypted callbacks stored and answered, ${width} at once`);
  beside('floor           ', rates.floor);
  if (rates.easywechat.length > 0) beside('node-easywechat ', rates.easywechat);
  say(
    '                 floor: Fastify, @wecom/crypto, fast-xml-parser, one INSERT a request; the peer stores nothing',
  );
  say(`                 meanwhile the worker handled ${figures(turns)} messages/s in its own process`);
}

/** Messages that wait are handled while something else is measured. */
async function keepWorkerBusy(pool: pg.Pool, web: Running): Promise<void> {
  const { rows } = await pool.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM inbound_messages WHERE handled_at IS NULL',
  );
  const missing = Math.max(0, backlog - (rows[0]?.n ?? 0));
  const mark = `backlog-${performance.now()}`;
  await send(web, missing, (i) =>
    sealedText(`busy-${i % people}`, '锦河花苑5号楼门口的路灯不亮了', `${mark}-${i}`),
  );
}

async function handled(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM inbound_messages WHERE handled_at IS NOT NULL',
  );
  return rows[0]?.n ?? 0;
}

/** Sealed beforehand: the load must not be what is measured. */
function send(server: Running, howMany: number, make: (index: number) => Post): Promise<number> {
  const posts = Array.from({ length: howMany }, (_, i) => make(i));
  return postAll(server.url, posts, width);
}

async function saySettings(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ line: string }>(
    `SELECT string_agg(name || ' ' || setting, ', ' ORDER BY name) AS line FROM pg_settings
     WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'server_version')`,
  );
  say(`PostgreSQL       ${rows[0]?.line}`);
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function figures(values: number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(0)} (${least.toFixed(0)}–${most.toFixed(0)})`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
