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

const option = { id: 'a', text: '甲' };
const submit = { text: '提交', key: 'submit' };
const link = { card_action: { type: 1, url: 'https://a.invalid/' } };
const picture = { url: 'https://a.invalid/p.png' };

describe('sending a template card', () => {
  it('shows its buttons to the member and gives the app a response_code', async () => {
    const reply = await api.send(cardMessage(buttonCard('case-1')));
    expect(responseCode(reply)).not.toBe('');
    expect(sim.inbox('wangwu')).toMatchObject([
      {
        seq: 1,
        msgtype: 'template_card',
        taskId: 'case-1',
        buttons: [
          { key: 'acknowledge', text: '签收' },
          { key: 'return', text: '退回' },
        ],
      },
    ]);
  });

  it.each([
    ['without task_id', buttonCard('t', { task_id: undefined })],
    ['with a task_id of other characters', buttonCard('工单1')],
    ['with a task_id over 128 bytes', buttonCard('t'.repeat(129))],
    ['without main_title.title', buttonCard('t', { main_title: { desc: '只有描述' } })],
    ['without buttons', buttonCard('t', { button_list: [] })],
    ['with 7 buttons', buttonCard('t', { button_list: Array(7).fill({ text: '签收', key: 'k' }) })],
    ['with a button without key', buttonCard('t', { button_list: [{ text: '签收' }] })],
    [
      'with a key over 1024 bytes',
      buttonCard('t', { button_list: [{ text: '签收', key: 'k'.repeat(1025) }] }),
    ],
    ['with a style beyond 4', buttonCard('t', { button_list: [{ text: '签收', key: 'k', style: 5 }] })],
    [
      'with 7 rows',
      buttonCard('t', { horizontal_content_list: Array(7).fill({ keyname: '地点', value: '路口' }) }),
    ],
    ['of an unknown card_type', buttonCard('t', { card_type: 'poster' })],
    ['that is a vote without submit_button', { ...buttonCard('t'), card_type: 'vote_interaction' }],
    ['that is a notice without card_action', { card_type: 'text_notice', main_title: { title: '通知' } }],
    [
      'that is a news_notice without a picture',
      { card_type: 'news_notice', main_title: { title: '通知' }, ...link },
    ],
    [
      'that is a notice with action_menu but no task_id',
      {
        card_type: 'text_notice',
        main_title: { title: '通知' },
        card_action: { type: 1, url: 'https://a.invalid/' },
        action_menu: { action_list: [{ text: '少收', key: 'less' }] },
      },
    ],
  ])('is refused (40058) for a card %s', async (_what, card) => {
    expect((await api.send(cardMessage(card))).errcode).toBe(40058);
    expect(sim.inbox('wangwu')).toEqual([]);
  });

  it.each([
    ['vote_interaction', { checkbox: { question_key: 'q', option_list: [option] }, submit_button: submit }],
    [
      'multiple_interaction',
      { select_list: [{ question_key: 'q', option_list: [option] }], submit_button: submit },
    ],
    ['text_notice', { ...link, action_menu: { action_list: [{ text: '少收', key: 'less' }] } }],
    [
      'news_notice',
      { ...link, card_image: picture, action_menu: { action_list: [{ text: '少收', key: 'less' }] } },
    ],
  ])('gives a response_code for a %s that can be answered', async (card_type, more) => {
    const reply = await api.send(
      cardMessage({ card_type, task_id: 't', main_title: { title: '通知' }, ...more }),
    );
    expect(responseCode(reply)).not.toBe('');
  });

  it.each([
    ['text_notice', link],
    ['news_notice', { ...link, card_image: picture }],
  ])('gives no response_code for a plain %s', async (card_type, more) => {
    const reply = await api.send(cardMessage({ card_type, main_title: { title: '通知' }, ...more }));
    expect(reply.errcode).toBe(0);
    expect(reply.response_code).toBeUndefined();
  });

  it('is refused when the task_id was used before', async () => {
    await api.send(cardMessage(buttonCard('case-1')));
    expect((await api.send(cardMessage(buttonCard('case-1')))).errcode).toBe(40058);
    expect(sim.inbox('wangwu')).toHaveLength(1);
  });

  it('accepts a repeat under the duplicate check, without a second card and without a response_code', async () => {
    const message = cardMessage(buttonCard('case-1'), { enable_duplicate_check: 1 });
    expect(responseCode(await api.send(message))).not.toBe('');
    const repeat = await api.send(message);
    expect(repeat.errcode).toBe(0);
    expect(repeat.response_code).toBeUndefined();
    expect(sim.inbox('wangwu')).toHaveLength(1);
  });
});
