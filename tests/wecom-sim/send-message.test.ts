import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import { ApiClient } from './api-client.js';

let sim: WecomSim;
let api: ApiClient;
beforeEach(async () => {
  sim = await startWecomSim();
  api = new ApiClient(sim);
  await api.signIn();
});
afterEach(() => sim.close());

const texts = (userid: string) => sim.inbox(userid).map((item) => item.content.content);

describe('receivers of message/send', () => {
  it('are split at "|", doubled ones counted once, and matched whatever their case', async () => {
    const reply = await api.sendText('ZhangSan|lisi|zhangsan', '通知');
    expect(reply).toMatchObject({ errcode: 0, msgid: expect.any(String) });
    expect(texts('zhangsan')).toEqual(['通知']);
    expect(texts('LISI')).toEqual(['通知']);
  });

  it('are all known members for @all, whatever departments are named', async () => {
    sim.users.add('zhangsan', '张三');
    sim.users.add('lisi', '李四');
    expect((await api.sendText('@all', '全体', { toparty: '1|2' })).invalidparty).toBeUndefined();
    expect(texts('zhangsan')).toEqual(['全体']);
    expect(texts('lisi')).toEqual(['全体']);
  });

  it('must be named (82001), at most 1000 members, 100 departments (82002), 100 tags (82003)', async () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `u${index}`).join('|');
    expect((await api.sendText('', '无人')).errcode).toBe(82001);
    expect((await api.sendText(ids(1000), '够了')).errcode).toBe(0);
    expect((await api.sendText(ids(1001), '太多')).errcode).toBe(40032);
    expect((await api.sendText('wangwu', '部门', { toparty: ids(101) })).errcode).toBe(82002);
    expect((await api.sendText('wangwu', '标签', { totag: ids(101) })).errcode).toBe(82003);
  });

  it('that do not exist come back lower-cased with errcode 0; when nobody is left it is 81013', async () => {
    sim.turn({ members: ['zhangsan'] });
    const partly = await api.sendText('zhangsan|NoBody|Ghost', '部分', { toparty: '9', totag: '7' });
    expect(partly).toMatchObject({
      errcode: 0,
      invaliduser: 'nobody|ghost',
      invalidparty: '9',
      invalidtag: '7',
    });
    expect((await api.sendText('nobody|ghost', '全错')).errcode).toBe(81013);
    sim.turn({ members: undefined });
    expect((await api.sendText('nobody', '又有了')).errcode).toBe(0);
  });

  it('with an impossible userid are invalid also when every member is welcome', async () => {
    expect((await api.sendText('wangwu|王五', '格式')).invaliduser).toBe('王五');
    expect((await api.sendText('a'.repeat(65), '太长')).errcode).toBe(81013);
  });
});

describe('the frame of message/send', () => {
  it('needs this app’s agentid (40056) and a known msgtype (40008)', async () => {
    expect((await api.sendText('wangwu', '错', { agentid: 1 })).errcode).toBe(40056);
    expect((await api.send({ msgtype: 'hologram', hologram: {} })).errcode).toBe(40008);
    expect((await api.send({})).errcode).toBe(40008);
  });

  it('tells in errmsg that the JSON was malformed', async () => {
    const reply = await api.post('/cgi-bin/message/send', '{"touser":"wangwu",');
    expect(reply.errcode).toBe(40008);
    expect(reply.errmsg).toMatch(/^Warning: wrong json format\. invalid message type, hint:/);
  });

  it('is logged with its outcome', async () => {
    await api.sendText('wangwu', '');
    expect(sim.log().at(-1)).toMatchObject({
      method: 'POST',
      path: '/cgi-bin/message/send',
      errcode: 44004,
      body: { touser: 'wangwu' },
    });
  });
});

describe('texts', () => {
  it('must not be empty (44004)', async () => {
    expect((await api.sendText('wangwu', '')).errcode).toBe(44004);
    expect((await api.send({ msgtype: 'markdown' })).errcode).toBe(44004);
  });

  it('are cut at 2048 bytes without splitting a character', async () => {
    await api.sendText('wangwu', '网'.repeat(700));
    await api.sendText('wangwu', `a${'😀'.repeat(600)}`);
    const [chinese, emoji] = texts('wangwu').map(String);
    expect(chinese).toBe('网'.repeat(682));
    expect(emoji).toBe(`a${'😀'.repeat(511)}`);
  });
});

describe('link messages', () => {
  const textcard = (more: Record<string, unknown>) =>
    api.send({
      msgtype: 'textcard',
      textcard: { title: '题', description: '述', url: 'https://a.invalid/', ...more },
    });

  it('cut a textcard’s words and refuse a url that is too long or has no scheme (45034)', async () => {
    await textcard({ title: '题'.repeat(200), description: '述'.repeat(600) });
    const { content } = await sim.waitFor('wangwu', (item) => item.msgtype === 'textcard');
    expect(content).toMatchObject({ title: '题'.repeat(128), description: '述'.repeat(512), btntxt: '详情' });
    expect((await textcard({ url: 'a.invalid/' })).errcode).toBe(45034);
    expect((await textcard({ url: `https://a.invalid/${'x'.repeat(2048)}` })).errcode).toBe(40058);
    expect((await textcard({ title: '' })).errcode).toBe(40058);
  });

  it('take 1 to 8 news articles (45008), appid and pagepath only together', async () => {
    const article = { title: '题'.repeat(100), url: 'https://a.invalid/' };
    const news = (articles: unknown[]) => api.send({ msgtype: 'news', news: { articles } });
    expect((await news([])).errcode).toBe(45008);
    expect((await news(Array(9).fill(article))).errcode).toBe(45008);
    expect((await news([{ ...article, appid: 'wx1' }])).errcode).toBe(40058);
    expect((await news([article])).errcode).toBe(0);
    expect(sim.inbox('wangwu')[0]?.content).toMatchObject({ articles: [{ title: '题'.repeat(42) }] });
  });
});
