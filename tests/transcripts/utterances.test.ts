import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../src/shared/paths.js';
import type { Chat, Heard } from '../support/chat.js';
import { openTown, type Town } from '../support/town.js';

/** What a test needs of a labelled message. */
const rowSchema = z.object({
  id: z.string(),
  text: z.string().min(1),
  role: z.string(),
  urgency: z.string(),
  accept: z.record(z.string(), z.array(z.string())).default({}),
});
type Row = z.infer<typeof rowSchema>;

/** Messages of our own, for where no labelled ones lie beside the project. */
const own: Row[] = [
  ['碧桐苑3号楼后头垃圾堆成小山了，一股馊味', '居民', '一般'],
  ['俺村南泉子的井盖叫大车轧碎了，夜里看不见', '居民', '一般'],
  ['锦河花苑5号楼着火了，冒黑烟', '居民', '特急'],
  ['我爸从房顶摔下来了，头上淌血叫不醒', '居民', '特急'],
  ['孩子上幼儿园要啥材料啊', '居民', '一般'],
  ['帮我办个老年证，腿脚不好出不了门', '居民', '一般'],
  ['上礼拜报的那个路灯有信儿没', '居民', '一般'],
  ['谢谢你们，辛苦了', '居民', '一般'],
  ['5号楼楼道里堆了两辆电瓶车，已劝离', '网格员', '一般'],
  ['这周的培训课件啥时候发', '讲师', '一般'],
].map(([text = '', role = '', urgency = ''], i) => ({ id: `own-${i + 1}`, text, role, urgency, accept: {} }));

const file = process.env.UTTERANCES_FILE ?? join(projectRoot, '../shared/data/utterances-dev.jsonl');
const rows = existsSync(file)
  ? readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => rowSchema.parse(JSON.parse(line)))
  : own;

let town: Town;
beforeAll(async () => {
  town = await openTown({ startAt: '2026-09-16T10:00:00+08:00' });
});
afterAll(async () => {
  await town.close();
});

const words: Record<string, '网格员' | '办件人' | '讲师'> = {
  网格员: '网格员',
  grid_worker: '网格员',
  办件人: '办件人',
  officer: '办件人',
  讲师: '讲师',
  trainer: '讲师',
};

/** A phone for every message, so that none colours the next: staff in the order of config, others newcomers. */
function createPhones(): (role: string) => Promise<Chat> {
  const { staff, departments } = town.app.engine.zone.config;
  const people = [...staff, ...departments.flatMap((d) => d.people)].filter((p) => !p.left);
  const used: Record<string, number> = {};
  return async (role) => {
    const post = words[role];
    const holders = people.filter((p) => p.role === post);
    if (!post || holders.length === 0) return town.newResident();
    const turn = used[post] ?? 0;
    used[post] = turn + 1;
    return town.chat(holders[turn % holders.length]?.userid ?? '');
  };
}

/** What became of a message, as far as the person himself can tell. */
function outcomeOf(answers: readonly Heard[]): 'filed' | 'asked' | 'answered' | 'nothing' {
  const last = answers.findLast((m) => m.kind === 'text' || m.kind === 'card');
  if (answers.some((m) => m.text && /编号 \d+-\d/.test(m.text))) return 'filed';
  if (last?.card && last.card.buttons.length > 0) return 'asked';
  if (last?.text && /[？?]/.test(last.text)) return 'asked';
  return last ? 'answered' : 'nothing';
}

const apology = /没处理好|这一步不归你办/;

test('no message of residents and staff is lost: each becomes a case, a question back, or an answer; no danger waits', async () => {
  const phoneOf = createPhones();
  const lost: string[] = [];
  const late: string[] = [];
  const needless: string[] = [];
  for (const row of rows) {
    const phone = await phoneOf(row.role);
    const before = (await phone.all()).length;
    await phone.says(row.text);
    const answers = (await phone.all()).slice(before);
    if (outcomeOf(answers) === 'nothing' || answers.some((m) => m.text && apology.test(m.text)))
      lost.push(row.id);
    const warned = answers.find((m) => m.kind === 'text')?.text?.startsWith('请马上拨') ?? false;
    const excused = row.accept.urgency?.some((u) => u !== '特急') ?? false;
    if (row.urgency === '特急' && !warned && !excused) late.push(row.id);
    if (row.urgency !== '特急' && warned && !row.accept.urgency?.includes('特急')) needless.push(row.id);
  }
  expect(lost, 'lost').toEqual([]);
  expect(late, 'dangers that did not get their answer at once').toEqual([]);
  // Rather one alarm too many than one too few, but not one in twenty.
  expect(needless.length, `alarms without danger: ${needless.join(' ')}`).toBeLessThan(
    Math.max(1, rows.length / 20),
  );
}, 600_000);

test('each of them is kept, and each case that came of them has a category and a grid or waits for a dispatcher with a reason', async () => {
  const cases = await town.app.engine.client.case.findMany();
  expect(cases.length).toBeGreaterThan(0);
  const waiting = cases.filter((c) => c.state === 'reported' || c.state === 'accepted');
  const stranded = cases.filter((c) => !(c.categoryCode && c.gridCode) && !waiting.includes(c));
  expect(stranded.map((c) => c.number)).toEqual([]);
  expect(waiting.filter((c) => reasonOf(c.stateFields) === null).map((c) => c.number)).toEqual([]);
  const unread = await town.app.engine.client.inboundMessage.count({ where: { handledAt: null } });
  expect(unread).toBe(0);
  const whole = await town.app.engine.client.messageContent.count();
  expect(whole).toBeGreaterThanOrEqual(rows.length);
});

function reasonOf(fields: unknown): string | null {
  const parsed = z.object({ queueReason: z.string() }).safeParse(fields);
  return parsed.success ? parsed.data.queueReason : null;
}
