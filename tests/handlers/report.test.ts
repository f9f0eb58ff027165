import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallPicture } from '../support/chat.js';
import { openTown, type Town } from '../support/town.js';
import { advance, caseOf, reports, shortVoice, wednesday } from './reporting.js';

let town: Town;
beforeAll(async () => {
  town = await openTown({ startAt: wednesday });
});
afterAll(async () => {
  await town.close();
});

describe('What a resident sends becomes a case', () => {
  test('one sentence that says all needs one yes', async () => {
    const resident = await town.newResident();
    await resident.says('碧桐苑2号楼后头的路灯不亮，黑灯瞎火的');
    await resident.hears(/这样报上去，可以吗[\s\S]*地点：碧桐苑2号楼后头[\s\S]*网格：碧桐苑网格/);
    await resident.says('中');
    const receipt = await resident.hears(/已登记/);
    const number = /编号 (\d+-\d)/.exec(receipt)?.[1] ?? '';
    expect(receipt).toMatch(/交给河山镇人民政府/);
    // Five working days: 17, 18, Sunday 20 September (worked for 国庆), 21, 22.
    expect(receipt).toMatch(/明天17:30前有人签收，9月22日前办好/);
    expect(await caseOf(town, number)).toMatchObject({
      state: 'assigned',
      grid: '371102100401003',
      kind: 'matter',
    });
  });

  test('a photo first, what it is afterwards, then where', async () => {
    const resident = await town.newResident();
    await resident.sendsPhoto();
    await resident.hears(/照片收到。是什么事/);
    await resident.says('这井盖翘起来了，绊人');
    await resident.hears(/在哪儿/);
    await resident.says('学府雅居东门');
    await resident.hears(/地点：学府雅居东门[\s\S]*附件：1个/);
    await resident.taps('可以');
    await resident.hears(/已登记/);
  });

  test('a photo with its words in one message', async () => {
    const resident = await town.newResident();
    await resident.sendsPhoto('碧桐苑垃圾桶满得往外淌');
    await resident.hears(/这样报上去，可以吗[\s\S]*附件：1个/);
  });

  test('a place on the map first, then what is there', async () => {
    const resident = await town.newResident();
    const response = await fetch(`${town.url}/api/simulator/places`);
    const { places } = (await response.json()) as {
      places: { label: string; latitude: number; longitude: number }[];
    };
    const [place] = places;
    await resident.sends({ location: place });
    await resident.hears(/位置收到.*那里是什么事/);
    await resident.says('渣土倒了一路');
    await resident.hears(/网格：.+网格/);
    await resident.taps('可以');
    await resident.hears(/已登记/);
  });

  test('only the name of a place: he is asked what is there', async () => {
    const resident = await town.newResident();
    await resident.says('碧桐苑3号楼');
    await resident.hears(/碧桐苑3号楼.*是什么事/);
    await resident.says('下水道堵了');
    await resident.hears(/地点：碧桐苑3号楼/);
  });

  test('我想反映个事 is answered with a question and is no part of the report', async () => {
    const resident = await town.newResident();
    await resident.says('我想反映个事');
    await resident.hears(/什么事/);
    await resident.says('碧桐苑门口老有人遛狗不牵绳');
    const summary = await resident.hears(/这样报上去/);
    expect(summary).not.toContain('反映个事');
  });

  test('a spoken report with its transcript goes the way of a written one', async () => {
    const resident = await town.newResident();
    await resident.sends({ voice: { base64: shortVoice, transcript: '碧桐苑楼下半夜还在放音响' } });
    await resident.hears(/这样报上去，可以吗/);
  });

  test('a spoken report without a transcript goes to a person, and nobody has to type it again', async () => {
    const resident = await town.newResident();
    await resident.sends({ voice: { base64: shortVoice } });
    const heard = await resident.hears(/语音收到.*不用再打一遍字/);
    const number = /编号 (\d+-\d)/.exec(heard)?.[1] ?? '';
    expect(await caseOf(town, number)).toMatchObject({ state: 'reported', queueReason: 'not-understood' });
  });

  test('a photo shown to the officer is the one that was sent', async () => {
    const resident = await town.newResident();
    await resident.sends({ photo: { name: 'b.png', base64: smallPicture }, text: '碧桐苑的健身器材断了' });
    await resident.taps('可以');
    const officer = (
      await Promise.all(['hs-officer-1', 'hs-officer-2'].map((id) => town.chat(id).all()))
    ).flat();
    const shown = officer.filter((m) => m.kind === 'image').at(-1)?.imageUrl ?? '';
    const bytes = Buffer.from(await (await fetch(`${town.url}${shown}`)).arrayBuffer());
    expect(bytes.toString('base64')).toBe(smallPicture);
  });
});

describe('A resident is asked only for what is missing', () => {
  test('where, when he says only what', async () => {
    const resident = await town.newResident();
    await resident.says('俺家门口路灯坏了好些天了');
    await resident.hears(/在哪儿|哪个小区或村/);
    await resident.says('南泉子');
    await resident.hears(/网格：南泉子村网格/);
  });

  test('which of several, with buttons, when the name fits several', async () => {
    const resident = await town.newResident();
    await resident.says('下柳湾河边有人倒渣土');
    await resident.hears(/\[下柳湾村东\]\[下柳湾村西\]\[说不清\]/);
    await resident.taps('下柳湾村西');
    await resident.hears(/网格：下柳湾村西网格/);
  });

  test('the number of a choice may be typed instead of tapped', async () => {
    const resident = await town.newResident();
    await resident.says('下柳湾河边有人倒渣土');
    await resident.says('1');
    await resident.hears(/网格：下柳湾村东网格/);
    await resident.says('1');
    await resident.hears(/已登记/);
  });

  test('a building answers which of several as well as a button does', async () => {
    const resident = await town.newResident();
    await resident.says('锦河花苑楼道里堆满了纸箱子');
    await resident.hears(/有几处/);
    await resident.says('12号楼');
    await resident.hears(/地点：锦河花苑.*12号楼[\s\S]*网格：锦河花苑二网格/);
  });

  test('说不清 is an answer: the dispatcher finds out, and nobody asks again', async () => {
    const resident = await town.newResident();
    await resident.says('路上有个大坑');
    await resident.hears(/说不清/);
    await resident.says('说不清');
    await resident.hears(/这样报上去，可以吗/);
    await resident.taps('可以');
    const receipt = await resident.hears(/要同事看一下/);
    const number = /编号 (\d+-\d)/.exec(receipt)?.[1] ?? '';
    expect(await caseOf(town, number)).toMatchObject({ state: 'reported', queueReason: 'grid-unsure' });
    await town.chat('hw-dispatcher-1').hears(/待派单 路上有个大坑[\s\S]*原因：地点拿不准/);
  });

  test('an answer that is no place is not taken for one', async () => {
    const resident = await town.newResident();
    await resident.says('路灯不亮');
    await resident.says('嗯');
    await resident.hears(/没看出是哪儿/);
  });

  test('a registered home is offered and not assumed', async () => {
    const resident = await town.newResident();
    await resident.says('我住碧桐苑');
    await resident.hears(/碧桐苑网格的网格员是/);
    await resident.says('路灯坏了');
    await resident.hears(/在你登记的这里吗[\s\S]*\[是这里\]/);
    await resident.says('不是');
    await resident.hears(/在哪儿/);
    await resident.says('北泉子');
    await resident.hears(/网格：北泉子村网格/);
  });

  test('a registered home is taken with one yes', async () => {
    const resident = await town.newResident();
    await resident.says('我住碧桐苑');
    await resident.says('路灯坏了');
    await resident.says('是');
    await resident.hears(/网格：碧桐苑网格/);
  });
});

describe('A resident may change his mind before he agrees', () => {
  test('不对，是3号楼 changes the building and nothing else', async () => {
    const resident = await town.newResident();
    await resident.says('锦河花苑5号楼门口的路灯不亮');
    await resident.hears(/锦河花苑5号楼门口/);
    await resident.says('不对，是3号楼');
    const heard = await resident.hears(/改成锦河花苑3号楼门口了，其他不变/);
    expect(heard).toMatch(/地点：锦河花苑3号楼门口/);
    expect(heard).not.toContain('5号楼');
  });

  test('another compound replaces the one named before', async () => {
    const resident = await town.newResident();
    await resident.says('碧桐苑的路灯不亮');
    await resident.says('说错了，是锦河嘉园');
    await resident.hears(/网格：锦河嘉园网格/);
  });

  test('不报了 drops it, and its buttons do nothing any more', async () => {
    const resident = await town.newResident();
    await resident.says('碧桐苑的路灯不亮');
    await resident.says('不报了');
    await resident.hears(/好，不报了/);
    await resident.taps('可以');
    const heard = await resident.news();
    expect(heard).not.toContain('已登记');
    expect(heard).not.toBe('');
  });

  test('a question in the middle is answered, and the report still waits', async () => {
    const resident = await town.newResident();
    await resident.says('碧桐苑的路灯不亮');
    await resident.news();
    await resident.says('对了，高龄补贴咋办理');
    await resident.hears(/社会事业局[\s\S]*刚才那件还没报上去/);
    await resident.says('可以');
    await resident.hears(/已登记/);
  });

  test('smileys instead of an answer are not added to the matter', async () => {
    const resident = await town.newResident();
    await resident.says('碧桐苑的路灯不亮');
    await resident.says('👌👌');
    await resident.hears(/这样报上去可以吗/);
    await resident.taps('可以');
    expect(await resident.news()).toMatch(/已登记/);
  });

  test('a number typed after the report was filed presses no button of its old card', async () => {
    const resident = await town.newResident();
    await resident.says('碧桐苑的路灯不亮');
    await resident.says('可以');
    await resident.news();
    await resident.says('1');
    expect(await resident.news()).not.toMatch(/已登记|已经报过/);
  });
});

describe('A report that was begun and forgotten', () => {
  test('is put down after a day, he is told, and a late 可以 files nothing', async () => {
    const resident = await town.newResident();
    await resident.says('碧桐苑的路灯不亮');
    await resident.news();
    await advance(town, { days: 2 });
    await resident.says('可以');
    const heard = await resident.hears(/没报完，放下了/);
    expect(heard).not.toContain('已登记');
  });
});

describe('Anonymous', () => {
  test('the officer sees the matter and no name, and the case goes on as any other', async () => {
    const response = await fetch(`${town.url}/api/simulator/people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: '匿名测试人甲' }),
    });
    const resident = town.chat(((await response.json()) as { id: string }).id);
    await resident.says('碧桐苑后门路灯不亮，晚上看不见');
    await resident.taps('匿名报');
    const receipt = await resident.hears(/已登记，编号.*交给河山镇人民政府/);
    const number = /编号 (\d+-\d)/.exec(receipt)?.[1] ?? '';
    await resident.says(`撤回 ${number}`);
    await resident.hears(/已撤回/);
    const staff = ['hs-officer-1', 'hs-officer-2', 'hw-dispatcher-1'];
    const heard = (await Promise.all(staff.map((id) => town.chat(id).news()))).join('\n');
    expect(heard).toContain(number);
    expect(heard).not.toContain('匿名测试人甲');
  });

  test('whoever fears for his name is answered before he is asked anything', async () => {
    const resident = await town.newResident();
    await resident.says('有人往河里偷排污水，会不会让人知道是我说的');
    await resident.hears(/办件人看不到你的名字和号码[\s\S]*在哪儿/);
  });

  test('nobody is named to the officer even when he reports openly', async () => {
    const response = await fetch(`${town.url}/api/simulator/people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: '公开测试人乙' }),
    });
    const resident = town.chat(((await response.json()) as { id: string }).id);
    const number = await reports(resident, '锦河嘉园的路灯不亮');
    await resident.says(`撤回 ${number}`);
    const heard = (
      await Promise.all(['hs-officer-1', 'hs-officer-2'].map((id) => town.chat(id).all()))
    ).flat();
    expect(JSON.stringify(heard)).toContain(number);
    expect(JSON.stringify(heard)).not.toContain('公开测试人乙');
  });
});
