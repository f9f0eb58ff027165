import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog, secretsOf } from '../../src/log/create-log.js';
import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import { openTown, type Town } from '../support/town.js';

/** What people write, with everything in it that nobody else may read. */
const said = {
  report: '锦河花苑5号楼门口的路灯不亮了，我是张三丰，电话13812345678',
  addition: '身份证371102199003077758，卡号6222021001116245702，备用0633-8123456',
  result: '换了新灯泡，联系过张三丰，他说亮了',
  answer: '路边绿灯杆那盏',
  danger: '三号楼有股煤气味好呛，打我13999998888',
  broken: '这句话数据库收不下，王奶奶住二单元',
};

let sim: WecomSim;
let town: Town;
const lines: string[] = [];

beforeAll(async () => {
  sim = await startWecomSim();
  const secrets = sim.productSettings;
  town = await openTown({
    startAt: '2026-09-23T10:00:00+08:00',
    env: { APP_MODE: 'demo', ...secrets },
    log: createLog({
      level: 'trace',
      role: 'all',
      secrets: secretsOf({
        wecom: {
          secret: String(secrets.WECOM_SECRET),
          token: String(secrets.WECOM_TOKEN),
          encodingAesKey: String(secrets.WECOM_ENCODING_AES_KEY),
        },
      }),
      destination: { write: (line) => void lines.push(line) },
    }),
  });
  sim.turn({ callbackUrl: `${town.url}/callbacks/wecom-app` });
  sim.clock.setOffset(town.app.clock?.offsetMs() ?? 0);
});
afterAll(async () => {
  await town.close();
  await sim.close();
});

function parsed(): Record<string, unknown>[] {
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** A whole case in the simulator and one in WeCom, and everything that can go wrong beside it. */
async function live(): Promise<void> {
  const resident = town.chat('resident-1');
  const officer = town.chat('hs-officer-1');
  // Whoever wrote in the simulator is answered there.
  await officer.says('我的待办');
  await resident.says(said.report);
  await resident.taps('可以');
  await resident.says(`补充：${said.addition}`);
  await officer.taps('签收');
  await officer.says('问一下 是哪一盏？');
  await resident.says(said.answer);
  await officer.sendsPhoto();
  await officer.says(`办结 ${said.result}`);
  await resident
    .sends({ location: { latitude: 35.42718, longitude: 119.45213, name: '我家门口' } })
    .catch(() => undefined);
  await town.chat('resident-2').says(said.danger);
  await sim.users.say('jumin-zhang', said.report);
  await town.settle();
  await town.moveTo('2026-09-24T09:01:00+08:00');

  // Somebody tries the door.
  await fetch(
    `${town.url}/callbacks/wecom-app?msg_signature=5c45ff5e21c57e6ad5&timestamp=1&nonce=n0nce&echostr=ech0str`,
  );
  await fetch(`${town.url}/callbacks/wecom-app?msg_signature=5c45ff5e21c57e6ad5&timestamp=1&nonce=n0nce`, {
    method: 'POST',
    body: `<xml><Encrypt>${said.report}</Encrypt></xml>`,
  });
  await fetch(`${town.url}/api/simulator/people/resident-1/messages`, { method: 'POST', body: said.report });

  // The database refuses the row that holds the words, and quotes it.
  const { pool } = town.app.engine;
  await pool.query(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'refused: %', (SELECT string_agg(body::text, ' ') FROM message_contents); END $$`,
  );
  await pool.query(
    'CREATE TRIGGER refuse BEFORE INSERT ON outbound_contents FOR EACH STATEMENT EXECUTE FUNCTION refuse()',
  );
  // Nobody is answered while this lasts, so nothing settles: the row alone tells that it was tried.
  await fetch(`${town.url}/api/simulator/people/resident-2/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: said.broken }),
  });
  while (!lines.some((line) => line.includes('turn-failed'))) await delay(20);
  await pool.query('DROP TRIGGER refuse ON outbound_contents');
  await town.settle();
}

describe('The log of a day, down to its last detail', () => {
  beforeAll(live, 60_000);

  it('was written: turns, deliveries, refusals and an error of the database are in it', () => {
    const codes = new Set(parsed().map((line) => line.code));
    for (const code of ['received', 'turn', 'sent', 'callback-signature', 'turn-failed'])
      expect(codes).toContain(code);
    expect(lines.length).toBeGreaterThan(40);
  });

  it('holds no word that anybody wrote or read', async () => {
    const log = lines.join('');
    for (const words of Object.values(said)) {
      for (let at = 0; at + 6 <= words.length; at += 3)
        expect(log, words).not.toContain(words.slice(at, at + 6));
    }
    const { rows } = await town.app.engine.pool.query<{ body: { text?: string } }>(
      'SELECT body FROM phone_messages UNION ALL SELECT body FROM outbound_contents',
    );
    const texts = rows.flatMap(({ body }) => (body.text ? body.text.split('\n') : []));
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((text) => text.length > 4 && log.includes(text))).toEqual([]);
  });

  it('names nobody: no name, no account, no number, no place', async () => {
    const log = lines.join('');
    const { rows } = await town.app.engine.pool.query<{ word: string }>(
      `SELECT name AS word FROM person_profiles WHERE name IS NOT NULL
       UNION SELECT address FROM identities UNION SELECT place FROM case_texts WHERE place IS NOT NULL
       UNION SELECT replace(number, ' ', '') FROM cases`,
    );
    expect(rows.length).toBeGreaterThan(300);
    expect(rows.filter(({ word }) => log.includes(word))).toEqual([]);
    expect(log).not.toMatch(/13812345678|13999998888|371102199003077758|6222021001116245702|8123456/);
    expect(log).not.toMatch(/35\.42718|119\.45213/);
  });

  it('opens no door: no secret of a setting, no token, no signature', () => {
    const log = lines.join('');
    const { WECOM_SECRET, WECOM_TOKEN, WECOM_ENCODING_AES_KEY } = sim.productSettings;
    for (const secret of [WECOM_SECRET, WECOM_TOKEN, WECOM_ENCODING_AES_KEY])
      expect(log).not.toContain(String(secret));
    expect(log).not.toMatch(/access_token=[^*]|5c45ff5e21|n0nce|ech0str/);
  });

  it('names only fields that are declared', () => {
    expect(parsed().filter((line) => 'unknownFields' in line)).toEqual([]);
  });

  it('leads from a message at the door through its turn to the receipt of each answer', () => {
    const all = parsed();
    const first = all.find((line) => line.code === 'received' && line.channel === 'wecom-app');
    const turn = all.find((line) => line.code === 'turn' && line.message === first?.message);
    expect(turn).toMatchObject({ conversation: first?.conversation, role: 'all', pid: process.pid });
    const deliveries = turn?.deliveries as string[];
    expect(deliveries.length).toBeGreaterThan(0);
    for (const delivery of deliveries) {
      const sent = all.find((line) => line.code === 'sent' && line.delivery === delivery);
      expect(sent).toMatchObject({ channel: 'wecom-app' });
      expect(sent?.platform).toBeTruthy();
    }
  });
});
