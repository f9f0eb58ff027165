import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { Agent, get, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { silentLog } from '../../src/shared/log.js';
import { projectRoot } from '../../src/shared/paths.js';
import { startPatiently } from '../../src/start-patiently.js';
import { corp, plaintext, sealed } from '../bot/wecom-app/sealed.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type DatabaseLine, openDatabaseLine } from '../support/database-line.js';

const path = '/callbacks/wecom-app';

let database: TestDatabase;
let line: DatabaseLine;
let dataDir: string;
let url: string;
let env: NodeJS.ProcessEnv;
const closing: (() => Promise<void>)[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  line = await openDatabaseLine(database.connectionString);
  dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-start-'));
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  env = {
    APP_MODE: 'demo',
    DATA_DIR: dataDir,
    DATABASE_URL: line.connectionString,
    PORT: String(port),
    DEMO_START_AT: '2026-09-23T10:00:00+08:00',
  };
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await line.close();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const wecom = {
  WECOM_CORP_ID: corp.corpId,
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 'invented-secret',
  WECOM_TOKEN: corp.token,
  WECOM_ENCODING_AES_KEY: corp.encodingAesKey,
  WECOM_API_BASE_URL: 'http://127.0.0.1:9',
};

function start(settings: NodeJS.ProcessEnv) {
  const config = loadConfig({ env: settings, root: projectRoot });
  const started = startPatiently(config, 'all', silentLog, () =>
    createApp(config, silentLog, { role: 'all', sweep: false, work: false }),
  );
  const app = started.app.then((each) => {
    closing.push(() => each.close());
    return each;
  });
  app.catch(() => undefined);
  return { app, isListening: () => started.isListening() };
}

/** One connection each, as WeCom's servers may well do it. */
async function post(words: string, msgId: string): Promise<number> {
  const { query, body } = sealed(
    plaintext({ MsgType: 'text', Content: words, MsgId: msgId, FromUserName: 'HeWeimin' }),
  );
  const call = request(`${url}${path}?${new URLSearchParams(query)}`, {
    method: 'POST',
    agent: new Agent({ keepAlive: false }),
  });
  call.end(body);
  const [response] = await once(call, 'response');
  await text(response);
  return response.statusCode;
}

async function look(at: string): Promise<{ status: number | undefined; body: string }> {
  const [response] = await once(get(`${url}${at}`), 'response');
  return { status: response.statusCode, body: await text(response) };
}

async function wordsInOrder(): Promise<string[]> {
  const { rows } = await database.pool.query<{ text: string }>(
    `SELECT c.body->>'text' AS text FROM inbound_messages m JOIN message_contents c ON c.message_id = m.id ORDER BY m.seq`,
  );
  return rows.map((row) => row.text);
}

describe('A start while the database is away', () => {
  it('takes in what members write, says that it is not ready, and becomes the product without refusing anybody', async () => {
    await line.cut();
    const started = start({ ...env, ...wecom });
    await expect.poll(started.isListening, { timeout: 10_000 }).toBe(true);
    expect((await look('/healthz')).status).toBe(200);
    const ready = await look('/readyz');
    expect([ready.status, JSON.parse(ready.body)]).toEqual([503, { ready: false, reason: 'database' }]);
    expect((await look('/')).status).toBe(503);

    const statuses: number[] = [];
    let n = 0;
    let over = false;
    const writing = (async () => {
      while (!over) {
        statuses.push(await post(`第${n}句`, String(n)));
        n += 1;
      }
    })();
    await expect.poll(() => n).toBeGreaterThan(3);
    await line.mend();
    await started.app;
    const before = n;
    await expect.poll(() => n).toBeGreaterThan(before + 20);
    over = true;
    await writing;
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect((await look('/readyz')).status).toBe(200);
    await expect.poll(() => readdir(join(dataDir, 'spool')), { timeout: 10_000 }).toEqual([]);
    expect(await wordsInOrder()).toEqual(Array.from({ length: n }, (_, i) => `第${i}句`));
  });

  it('refuses what is forged all the same, and keeps nothing of it', async () => {
    await line.cut();
    const started = start({ ...env, ...wecom });
    await expect.poll(started.isListening, { timeout: 10_000 }).toBe(true);
    const answer = await fetch(`${url}${path}?msg_signature=${'a'.repeat(40)}&timestamp=1&nonce=1`, {
      method: 'POST',
      body: sealed(plaintext({ MsgType: 'text', Content: '假的' })).body,
    });
    expect(answer.status).toBe(403);
    expect(await readdir(join(dataDir, 'spool'))).toEqual([]);
    await line.mend();
    await started.app;
  });

  it('fails at once, with what to do, where no member could write anyway', async () => {
    await line.cut();
    const started = start(env);
    await expect(started.app).rejects.toMatchObject({ code: 'database-unreachable' });
    expect(started.isListening()).toBe(false);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
