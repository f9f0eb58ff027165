import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { responseCode } from './api-client.js';
import { buttonCard, cardMessage } from './sample-cards.js';
import { type Pair, startPair } from './sim-with-bot.js';

let pair: Pair;
let sendCode: string;
beforeEach(async () => {
  pair = await startPair();
  sendCode = responseCode(
    await pair.api.send(cardMessage(buttonCard('case-1'), { touser: 'zhangsan|lisi' })),
  );
});
afterEach(() => pair.close());

const grey = (response_code: string) =>
  pair.api.update({ response_code, userids: ['zhangsan'], button: { replace_name: '已签收' } });

describe('a tap on a card', () => {
  it('tells the bot who tapped which button of which task, with a new right to update the card', async () => {
    await pair.sim.users.tap('zhangsan', { taskId: 'case-1', key: 'acknowledge' });
    const message = pair.bot.received[0]?.message ?? {};
    expect(message).toMatchObject({
      FromUserName: 'zhangsan',
      MsgType: 'event',
      Event: 'template_card_event',
      EventKey: 'acknowledge',
      TaskId: 'case-1',
      CardType: 'button_interaction',
    });
    expect(message).not.toHaveProperty('MsgId');
    expect(message.ResponseCode).not.toBe(sendCode);
    expect((await grey(message.ResponseCode ?? '')).errcode).toBe(0);
    expect((await grey(message.ResponseCode ?? '')).errcode).toBe(40058);
    expect((await grey(sendCode)).errcode).toBe(0);
  });

  it('is impossible on a card or a button that the member does not have', async () => {
    const { users } = pair.sim;
    await expect(users.tap('stranger', { taskId: 'case-1', key: 'return' })).rejects.toMatchObject({
      code: 'no-such-card',
    });
    await expect(users.tap('zhangsan', { taskId: 'case-1', key: 'explode' })).rejects.toMatchObject({
      code: 'no-such-button',
    });
  });

  it('is impossible on greyed buttons, unless the client has not heard of it yet', async () => {
    await grey(sendCode);
    const tap = { taskId: 'case-1', key: 'return' };
    await expect(pair.sim.users.tap('zhangsan', tap)).rejects.toMatchObject({ code: 'card-is-grey' });
    expect((await pair.sim.users.tap('lisi', tap)).accepted).toBe(true);
    expect((await pair.sim.users.tap('zhangsan', { ...tap, evenIfGrey: true })).accepted).toBe(true);
  });
});
