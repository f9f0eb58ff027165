import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import { ApiClient, responseCode } from './api-client.js';
import { buttonCard, cardMessage } from './sample-cards.js';

let sim: WecomSim;
let api: ApiClient;
beforeEach(async () => {
  sim = await startWecomSim();
  api = new ApiClient(sim);
  await api.signIn();
});
afterEach(() => sim.close());

const link = { card_action: { type: 1, url: 'https://a.invalid/' } };

describe('updating a template card', () => {
  const sendTo = async (touser: string) =>
    responseCode(await api.send(cardMessage(buttonCard('case-1'), { touser })));
  const grey = (code: string, more: Record<string, unknown>) =>
    api.update({ response_code: code, button: { replace_name: '已由张三签收' }, ...more });
  const greyed = (userid: string) => sim.inbox(userid)[0]?.replaced;

  it('greys the buttons of the members named, and returns the others as an array', async () => {
    const code = await sendTo('zhangsan|lisi');
    const reply = await grey(code, { userids: ['ZhangSan', 'stranger'] });
    expect(reply).toMatchObject({ errcode: 0, invaliduser: ['stranger'] });
    expect(greyed('zhangsan')).toBe('已由张三签收');
    expect(greyed('lisi')).toBeUndefined();
  });

  it('reaches everyone who received the task with atall', async () => {
    const code = await sendTo('zhangsan|lisi');
    expect((await grey(code, { atall: 1 })).errcode).toBe(0);
    expect([greyed('zhangsan'), greyed('lisi')]).toEqual(['已由张三签收', '已由张三签收']);
  });

  it('spends the response_code: a second update with it is refused', async () => {
    const code = await sendTo('zhangsan');
    await grey(code, { userids: ['zhangsan'] });
    expect((await grey(code, { userids: ['zhangsan'] })).errcode).toBe(40058);
  });

  it('does not spend the code on a request that is refused', async () => {
    const code = await sendTo('zhangsan');
    expect((await grey(code, {})).errcode).toBe(82001);
    expect((await grey(code, { userids: ['zhangsan'], agentid: 1 })).errcode).toBe(40056);
    expect((await api.update({ response_code: code, userids: ['zhangsan'] })).errcode).toBe(40058);
    expect((await grey(code, { userids: ['zhangsan'] })).errcode).toBe(0);
  });

  it('is possible for 72 hours and not longer', async () => {
    const code = await sendTo('zhangsan');
    sim.clock.advance(72 * 3600 * 1000);
    await api.signIn();
    expect((await grey(code, { userids: ['zhangsan'] })).errcode).toBe(40058);
    expect(greyed('zhangsan')).toBeUndefined();
  });

  it('is refused for an unknown response_code and for more than 1000 members', async () => {
    const code = await sendTo('zhangsan');
    expect((await grey('rc_invented', { userids: ['zhangsan'] })).errcode).toBe(40058);
    expect((await grey(code, { userids: Array(1001).fill('zhangsan') })).errcode).toBe(40058);
  });

  it('can replace the whole card, with replace_text on a button card', async () => {
    const code = await sendTo('zhangsan');
    const card = buttonCard('case-1', { main_title: { title: '路灯已修好' } });
    const change = (template_card: unknown) =>
      api.update({ response_code: code, userids: ['zhangsan'], template_card });
    expect((await change(card)).errcode).toBe(40058);
    expect((await change({ ...card, replace_text: '已办结' })).errcode).toBe(0);
    expect(sim.inbox('zhangsan')).toMatchObject([
      { seq: 1, replaced: '已办结', taskId: 'case-1', content: { main_title: { title: '路灯已修好' } } },
    ]);
  });

  it('has nothing to grey on a notice card', async () => {
    const menu = { action_menu: { action_list: [{ text: '少收', key: 'less' }] } };
    const notice = {
      card_type: 'text_notice',
      task_id: 'n-1',
      main_title: { title: '通知' },
      ...link,
      ...menu,
    };
    const code = responseCode(await api.send(cardMessage(notice)));
    expect((await grey(code, { userids: ['wangwu'] })).errcode).toBe(40058);
  });

  it('can follow an update that gave the card another task_id', async () => {
    const code = await sendTo('zhangsan');
    const template_card = buttonCard('case-2', { replace_text: '已办结' });
    await api.update({ response_code: code, userids: ['zhangsan'], template_card });
    expect(sim.inbox('zhangsan')[0]?.taskId).toBe('case-2');
    expect((await api.send(cardMessage(buttonCard('case-2')))).errcode).toBe(40058);
  });
});
