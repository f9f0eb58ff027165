import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { silentLog } from '../../src/shared/log.js';
import { projectRoot } from '../../src/shared/paths.js';
import { corp, plaintext, sealed } from '../bot/wecom-app/sealed.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type DatabaseLine, openDatabaseLine } from '../support/database-line.js';

let database: TestDatabase;
let line: DatabaseLine;
let dataDir: string;
let app: App;

beforeEach(async () => {
  database = await createTestDatabase();
  line = await openDatabaseLine(database.connectionString);
  dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-away-'));
  const config = loadConfig({
    env: {
      APP_MODE: 'demo',
      DATA_DIR: dataDir,
      DATABASE_URL: line.connectionString,
      PORT: '0',
      DEMO_START_AT: '2026-09-23T10:00:00+08:00',
      WECOM_CORP_ID: corp.corpId,
      WECOM_AGENT_ID: '1000002',
      WECOM_SECRET: 'invented-secret',
      WECOM_TOKEN: corp.token,
      WECOM_ENCODING_AES_KEY: corp.encodingAesKey,
      WECOM_API_BASE_URL: 'http://127.0.0.1:9',
    },
    root: projectRoot,
  });
  app = await createApp(config, silentLog);
});
afterEach(async () => {
  await app.close();
  await line.close();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

async function post(sender: string, words: string): Promise<number> {
  const message = plaintext({
    MsgType: 'text',
    Content: words,
    MsgId: `${sender}-${words}`,
    FromUserName: sender,
  });
  const { query, body } = sealed(message);
  const answer = await app.server.inject({
    method: 'POST',
    url: '/callbacks/wecom-app',
    query,
    payload: body,
  });
  return answer.statusCode;
}

interface Row {
  sender: string;
  text: string;
  handled: boolean;
}

async function rows(): Promise<Row[]> {
  const found = await database.pool.query<Row>(
    `SELECT i.address AS sender, c.body->>'text' AS text, m.handled_at IS NOT NULL AS handled
     FROM inbound_messages m JOIN identities i ON i.person_id = m.person_id AND i.channel = m.channel
     JOIN message_contents c ON c.message_id = m.id ORDER BY m.seq`,
  );
  return found.rows;
}

it('a database that goes away under the running product costs nobody a word: all is answered 200 and handled in order', async () => {
  const people = ['HeWeimin', 'LiJianguo', 'ZhaoMin'];
  const said = ['路灯不亮了', '就在5号楼门口', '还有井盖松了', '谢谢'];
  for (const sender of people) expect(await post(sender, '你好')).toBe(200);
  await line.cut();
  for (const words of said) {
    const answers = await Promise.all(people.map((sender) => post(sender, words)));
    expect(answers).toEqual([200, 200, 200]);
  }
  await line.mend();
  await expect.poll(() => readdir(join(dataDir, 'spool')), { timeout: 15_000 }).toEqual([]);
  await expect
    .poll(async () => (await rows()).filter((row) => !row.handled), { timeout: 30_000 })
    .toEqual([]);
  for (const sender of people) {
    const words = (await rows()).filter((row) => row.sender === sender).map((row) => row.text);
    expect(words).toEqual(['你好', ...said]);
  }
  expect(await app.receiver.spoolFigures()).toEqual({ spooled: 12, replayed: 12, setAside: 0, waiting: 0 });
}, 60_000);
