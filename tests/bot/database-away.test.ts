import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Intake, type Received } from '../../src/bot/intake.js';
import type { InboundMessage } from '../../src/domain/conversations/message.js';
import { randomIds } from '../../src/shared/ids.js';
import type { Log } from '../../src/shared/log.js';
import { createIntakePool } from '../../src/store/intake-pool.js';
import { openSpool, type Spool } from '../../src/store/spool/index.js';
import { storeBatch } from '../../src/store/store-batch.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type DatabaseLine, openDatabaseLine } from '../support/database-line.js';

let database: TestDatabase;
let line: DatabaseLine;
let dataDir: string;
let codes: unknown[];
let woken: string[];
const closing: (() => Promise<void>)[] = [];

const log: Log = { debug() {}, info: noteCode, warn: noteCode, error: noteCode };
function noteCode(fields: Record<string, unknown>): void {
  codes.push(fields.code);
}

beforeEach(async () => {
  codes = [];
  woken = [];
  database = await createTestDatabase();
  line = await openDatabaseLine(database.connectionString);
  dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-spool-'));
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await line.close();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

interface Process {
  intake: Intake;
  spool: Spool;
  hears(sender: string, text: string, key?: string): Promise<Received>;
  stop(): Promise<void>;
}

/** The intake of one web process of this DATA_DIR. */
async function startProcess(options: { aheadMs?: number } = {}): Promise<Process> {
  const clock = { now: () => new Date(Date.now() + (options.aheadMs ?? 0)) };
  const { connectionString } = line;
  const pool = createIntakePool(connectionString, 2500, log);
  const spool = await openSpool(dataDir, log);
  const intake = new Intake({ store: (arrivals) => storeBatch(pool, arrivals, randomIds), spool, log });
  spool.startReplaying({ connectionString, clock, ids: randomIds, wake: (ids) => woken.push(...ids) });
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await intake.idle();
    await spool.close();
    await pool.end();
  };
  closing.push(stop);
  return {
    intake,
    spool,
    hears: (sender, text, key = randomUUID()) =>
      intake.add({ message: textFrom(sender, text, key), receivedAt: clock.now() }),
    stop,
  };
}

function textFrom(senderKey: string, text: string, externalKey: string): InboundMessage {
  return { channel: 'wecom-app', externalKey, senderKey, content: { kind: 'text', text } };
}

async function wordsOf(sender: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ text: string }>(
    `SELECT c.body->>'text' AS text FROM identities i JOIN inbound_messages m USING (person_id)
     JOIN message_contents c ON c.message_id = m.id WHERE i.external_id = $1 ORDER BY m.seq`,
    [sender],
  );
  return rows.map((row) => row.text);
}

const spoolFiles = async () => (await readdir(join(dataDir, 'spool'))).sort();
const untilReplayed = () => expect.poll(spoolFiles, { timeout: 10_000 }).toEqual([]);

describe('While the database is away', () => {
  it('what people write is kept on the disk, and stored in order when it is back', async () => {
    const web = await startProcess();
    await web.hears('li', '先认识');
    await line.cut();
    const outcomes = await Promise.all(['一', '二', '三'].map((text) => web.hears('li', text)));
    expect(outcomes.map((each) => each.outcome)).toEqual(['spooled', 'spooled', 'spooled']);
    expect((await web.hears('li', '四')).outcome).toBe('spooled');
    expect(await web.spool.figures()).toEqual({ spooled: 4, replayed: 0, setAside: 0, waiting: 4 });
    await line.mend();
    await untilReplayed();
    expect(await wordsOf('li')).toEqual(['先认识', '一', '二', '三', '四']);
    expect(await web.spool.figures()).toEqual({ spooled: 4, replayed: 4, setAside: 0, waiting: 0 });
    expect((await web.hears('li', '五')).outcome).toBe('stored');
    expect(new Set(woken).size).toBe(1);
    expect(codes).toContain('spool-in-use');
    expect(codes).toContain('spool-replayed');
  });

  it('nobody but us may read what is kept, and nothing of it is left afterwards', async () => {
    const web = await startProcess();
    await line.cut();
    await web.hears('li', '身份证号不要给别人看');
    const folder = await stat(join(dataDir, 'spool'));
    const file = await stat(join(dataDir, 'spool', 'waiting.jsonl'));
    expect([folder.mode & 0o777, file.mode & 0o777]).toEqual([0o700, 0o600]);
    await line.mend();
    await untilReplayed();
  });

  it('a message keeps the moment at which it came, on a clock that was moved too', async () => {
    const aheadMs = 30 * 24 * 3_600_000;
    const web = await startProcess({ aheadMs });
    await line.cut();
    const before = Date.now() + aheadMs;
    await web.hears('li', '什么时候来的');
    const after = Date.now() + aheadMs;
    // A process that never reached the database does not know the moved clock.
    await web.spool.append([
      { message: textFrom('li', '还没连上过', 'early'), receivedAt: new Date(), clock: 'machine' },
    ]);
    await line.mend();
    await untilReplayed();
    const { rows } = await database.pool.query<{ at: Date }>(
      'SELECT received_at AS at FROM inbound_messages ORDER BY seq',
    );
    expect(rows[0]?.at.getTime()).toBeGreaterThanOrEqual(before);
    expect(rows[0]?.at.getTime()).toBeLessThanOrEqual(after);
    expect(rows[1]?.at.getTime()).toBeGreaterThanOrEqual(before);
  });

  it('a server that is alive but silent does not keep WeCom waiting for its five seconds', async () => {
    const web = await startProcess();
    await web.hears('li', '先认识');
    line.freeze();
    const began = performance.now();
    expect((await web.hears('li', '没人应')).outcome).toBe('spooled');
    expect(performance.now() - began).toBeLessThan(3500);
    const next = performance.now();
    expect((await web.hears('li', '第二句不用再等')).outcome).toBe('spooled');
    expect(performance.now() - next).toBeLessThan(1000);
    await line.mend();
    await untilReplayed();
    expect(await wordsOf('li')).toEqual(['先认识', '没人应', '第二句不用再等']);
  });

  it('WeCom’s repeat of what is already kept is stored once', async () => {
    const web = await startProcess();
    await line.cut();
    await web.hears('li', '只算一次', 'the-same');
    await web.hears('li', '只算一次', 'the-same');
    await line.mend();
    await untilReplayed();
    expect(await wordsOf('li')).toEqual(['只算一次']);
  });

  it('a message that can be kept nowhere is refused, so that WeCom sends it again', async () => {
    const web = await startProcess();
    await line.cut();
    // A file where the folder should be: nobody, not even root, can write below it.
    await rm(join(dataDir, 'spool'), { recursive: true });
    await writeFile(join(dataDir, 'spool'), '');
    await expect(web.hears('li', '哪儿都放不下')).rejects.toMatchObject({ code: 'spool-unwritable' });
    await rm(join(dataDir, 'spool'));
    await line.mend();
    expect((await web.hears('li', '又能收了')).outcome).toBe('stored');
    expect(await wordsOf('li')).toEqual(['又能收了']);
  });

  it('two processes lose nothing, store nothing twice, and keep each person’s order across both', async () => {
    const one = await startProcess();
    const two = await startProcess();
    const people = Array.from({ length: 12 }, (_, n) => `person-${n}`);
    const said = new Map<string, string[]>();
    let over = false;
    const talk = async (sender: string) => {
      const words: string[] = [];
      said.set(sender, words);
      for (let n = 0; !over; n++) {
        await (n % 2 === 0 ? one : two).hears(sender, `第${n}句`);
        words.push(`第${n}句`);
      }
    };
    const talking = Promise.all(people.map(talk));
    for (let round = 0; round < 3; round++) {
      await line.cut();
      await expect.poll(async () => (await one.spool.figures()).waiting).toBeGreaterThan(0);
      await line.mend();
      await expect.poll(() => one.spool.state, { timeout: 10_000, interval: 1 }).toBe('empty');
    }
    over = true;
    await talking;
    await untilReplayed();
    for (const sender of people) expect(await wordsOf(sender)).toEqual(said.get(sender));
  });
});

describe('What an earlier process left in the spool', () => {
  it('is stored before anything that comes later', async () => {
    const killed = await startProcess();
    await line.cut();
    await killed.hears('li', '断开时写的');
    await killed.stop();
    await line.mend();
    const next = await startProcess();
    await next.hears('li', '之后写的');
    await untilReplayed();
    expect(await wordsOf('li')).toEqual(['断开时写的', '之后写的']);
  });

  it('may end in half a line, also with whole lines of others behind it: only the half is left out', async () => {
    const killed = await startProcess();
    await line.cut();
    await killed.hears('li', '完整的一句');
    await killed.stop();
    const path = join(dataDir, 'spool', 'waiting.jsonl');
    const whole = await readFile(path, 'utf8');
    await writeFile(path, whole + whole.trim().slice(0, 60));
    const other = await startProcess();
    await other.hears('li', '别的进程接着写');
    await writeFile(path, `${await readFile(path, 'utf8')}${whole.trim().slice(0, 40)}`);
    await line.mend();
    await expect.poll(spoolFiles, { timeout: 10_000 }).toEqual(['refused.jsonl']);
    expect(await wordsOf('li')).toEqual(['完整的一句', '别的进程接着写']);
    expect(codes).toContain('spool-torn');
  });
});

describe('A message that the database will never take', () => {
  it('is set aside for a person to look at, and holds up nobody behind it', async () => {
    const web = await startProcess();
    await line.cut();
    await web.hears('li', '前一句');
    await web.hears('li\u0000', '存不进去的一句');
    await web.hears('li', '后一句');
    await line.mend();
    await expect.poll(spoolFiles, { timeout: 10_000 }).toEqual(['refused.jsonl']);
    expect(await wordsOf('li')).toEqual(['前一句', '后一句']);
    expect(await web.spool.figures()).toMatchObject({ replayed: 2, setAside: 1, waiting: 0 });
    expect(codes).toContain('spool-refused');
    expect((await web.hears('li\u0000', '再来一句')).outcome).toBe('set-aside');
    const refused = await readFile(join(dataDir, 'spool', 'refused.jsonl'), 'utf8');
    expect(refused).toContain('存不进去的一句');
    expect(refused).toContain('再来一句');
  });
});
