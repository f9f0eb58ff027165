import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTown, type Town } from '../support/town.js';
import { board, wednesday } from './reporting.js';

let town: Town;
beforeAll(async () => {
  town = await openTown({ startAt: wednesday });
});
afterAll(async () => {
  await town.close();
});

/** The words of everything this person sent, as the product keeps them. */
async function kept(id: string): Promise<string[]> {
  const rows = await town.app.engine.client.messageContent.findMany({
    where: { message: { personId: await personIdOf(id) } },
    orderBy: { message: { seq: 'asc' } },
  });
  return rows.flatMap((r) => {
    const body: unknown = r.body;
    return typeof body === 'object' && body !== null && 'text' in body && typeof body.text === 'string'
      ? [body.text]
      : [];
  });
}

async function personIdOf(id: string): Promise<string> {
  const identity = await town.app.engine.client.identity.findFirstOrThrow({ where: { externalId: id } });
  return identity.personId;
}

async function answer(words: string): Promise<{ id: string; heard: string }> {
  const resident = await town.newResident();
  await resident.says('在吗');
  await resident.news();
  await resident.says(words);
  return { id: resident.id, heard: await resident.news() };
}

describe('Whatever is sent is kept whole and answered politely', () => {
  const long = `碧桐苑门口的路灯不亮。${'晚上黑得看不见路，'.repeat(1110)}请来看看`;
  const odd: [string, string][] = [
    ['ten thousand characters', long],
    ['only emoji', '😡😡😡💡'],
    ['Thai', 'ไฟถนนหน้าตึกเสีย ช่วยหน่อยครับ'],
    ['Arabic', 'مصباح الشارع مكسور أمام المبنى'],
    ['English', 'The street lamp in front of my house is broken'],
    ['only punctuation', '？？？！！'],
    ['two lines and tabs', '碧桐苑\n\t路灯坏了'],
    ['a script', '<script>alert(1)</script>'],
    ['braces like those of our own sentences', '{number} {title} {url}'],
  ];
  test.each(odd)('%s', async (_name, words) => {
    const { id, heard } = await answer(words);
    expect(heard).not.toBe('');
    expect(heard).not.toMatch(/没处理好|undefined|\[object/);
    expect(await kept(id)).toContain(words);
  });

  test('a NUL and half a character do not lose the rest', async () => {
    const { id, heard } = await answer('碧桐苑路灯\u0000坏了\ud83d');
    expect(heard).toMatch(/可以吗|在哪儿/);
    const [, words = ''] = await kept(id);
    expect(words.startsWith('碧桐苑路灯')).toBe(true);
    expect(words).toContain('坏了');
    expect(words).not.toContain('\u0000');
  });

  test('what nobody understands twice is passed to a person with its words', async () => {
    const resident = await town.newResident();
    await resident.says('Please send somebody to look at it');
    await resident.hears(/我没听明白。你是要反映问题、办事，还是查进度？/);
    await resident.says('It is about the thing near the gate');
    const heard = await resident.hears(/请镇中心的同事看一下，他会在这里回你[\s\S]*编号 \d+-\d/);
    const number = /编号 (\d+-\d)/.exec(heard)?.[1] ?? '';
    expect((await board(town)).find((c) => c.number === number)).toMatchObject({
      queueReason: 'not-understood',
    });
    await town
      .chat('hw-dispatcher-1')
      .hears(/Please send somebody to look at it；It is about the thing near the gate/);
  });

  test('one message that is not understood, then one that is, calls nobody', async () => {
    const resident = await town.newResident();
    await resident.says('Please send somebody to look at it');
    await resident.says('碧桐苑的路灯不亮');
    await resident.news();
    await resident.says('不报了');
    await resident.says('Please send somebody to look at it');
    expect(await resident.news()).not.toMatch(/已登记/);
  });
});

describe('Twice is once', () => {
  test('the same message with the same key opens one case and is answered once', async () => {
    const resident = await town.newResident();
    await resident.says('你好');
    await resident.news();
    const body = { text: '碧桐苑门口的井盖破了', key: 'same-message-1' };
    expect((await resident.sends(body)).duplicate).toBe(false);
    expect((await resident.sends(body)).duplicate).toBe(true);
    const heard = await resident.news();
    expect(heard.match(/这样报上去，可以吗/g)).toHaveLength(1);
  });

  test('the same button twice files once', async () => {
    const resident = await town.newResident();
    await resident.says('碧桐苑门口的井盖破了');
    await resident.taps('可以');
    const before = (await board(town)).length;
    await resident.news();
    await resident.taps('可以');
    const heard = await resident.news();
    expect(heard).not.toMatch(/已登记/);
    expect(heard).not.toBe('');
    expect(await board(town)).toHaveLength(before);
  });
});

describe('People who do not belong', () => {
  test('somebody who left is told so when he tries his old work, and may still report as a resident', async () => {
    const former = town.chat('sj-officer-3');
    for (const words of ['我的待办', '待派单', '谁值班']) {
      await former.says(words);
      await former.hears(/你已不在岗/);
    }
    await former.says('碧桐苑门口的路灯不亮');
    await former.hears(/这样报上去，可以吗/);
  });

  test('a resident who types an officer’s words changes nothing and gets an answer', async () => {
    const resident = await town.newResident();
    const before = await board(town);
    for (const words of [
      '待派单',
      '签收 20461-7',
      '办结 20461-7',
      '督办 20461-7',
      '不予受理 20461-7，因为我不喜欢',
    ]) {
      await resident.says(words);
      const heard = await resident.news();
      expect(heard, words).not.toBe('');
      expect(heard, words).not.toMatch(/已签收|已办结|已督办|待派单 /);
    }
    expect(await board(town)).toEqual(before);
  });

  test('a phone that nobody gave out is refused with a clear word', async () => {
    const response = await fetch(`${town.url}/api/simulator/people/nobody-of-ours/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: '你好' }),
    });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { code: 'person-unknown', message: expect.stringContaining('没有') },
    });
  });
});

describe('Files that cannot be taken', () => {
  async function send(id: string, bytes: Buffer): Promise<{ status: number; message: string }> {
    const response = await fetch(`${town.url}/api/simulator/people/${id}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ photo: { name: 'x', base64: bytes.toString('base64') } }),
    });
    const { error } = (await response.json()) as { error?: { message: string } };
    return { status: response.status, message: error?.message ?? '' };
  }

  test('a picture of more than 20 MB gets a clear word', async () => {
    const resident = await town.newResident();
    const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(20 * 1024 * 1024)]);
    expect(await send(resident.id, png)).toEqual({
      status: 413,
      message: expect.stringMatching(/太大了.*20 MB/),
    });
  });

  test('a much bigger one too', async () => {
    const resident = await town.newResident();
    const answered = await send(resident.id, Buffer.alloc(26 * 1024 * 1024));
    expect(answered).toEqual({ status: 413, message: expect.stringMatching(/太大了.*20 MB/) });
  });

  test('a program sent as a picture gets a clear word', async () => {
    const resident = await town.newResident();
    expect(await send(resident.id, Buffer.from('MZ\u0090\u0000'))).toEqual({
      status: 400,
      message: expect.stringMatching(/照片要是 JPG/),
    });
  });
});
