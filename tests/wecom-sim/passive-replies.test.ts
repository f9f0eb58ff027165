import { encrypt, getSignature } from '@wecom/crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buttonCard, cardMessage } from './sample-cards.js';
import { type Pair, startPair } from './sim-with-bot.js';

let pair: Pair;
beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

/** Seals with Tencent's package; the answer carries its own timestamp and nonce. */
function sealedReply(inner: string, { corpId = pair.sim.settings.corpId, signature = '' } = {}): string {
  const { token, encodingAesKey } = pair.sim.settings;
  const encrypted = encrypt(encodingAesKey, `<xml>${inner}</xml>`, corpId);
  const own = signature || getSignature(token, '1700000000', 'nonce1', encrypted);
  return `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${own}]]></MsgSignature><TimeStamp>1700000000</TimeStamp><Nonce><![CDATA[nonce1]]></Nonce></xml>`;
}

const replyWith = (body: string) =>
  pair.bot.answerWith((_received, _nth, response) => response.writeHead(200).end(body));
const textReply = '<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[收到]]></Content>';

describe('a passive reply', () => {
  it('is shown to the member who wrote', async () => {
    replyWith(sealedReply(textReply));
    await pair.sim.users.say('zhangsan', '在吗');
    expect(pair.sim.inbox('zhangsan')).toMatchObject([{ msgtype: 'text', content: { content: '收到' } }]);
  });

  it('is cut at 2048 bytes like any text', async () => {
    replyWith(sealedReply(`<MsgType>text</MsgType><Content>${'网'.repeat(700)}</Content>`));
    await pair.sim.users.say('zhangsan', '长吗');
    expect(pair.sim.inbox('zhangsan')[0]?.content.content).toBe('网'.repeat(682));
  });

  it.each([
    ['is not sealed', () => 'success', 'not an encrypted reply'],
    [
      'has a wrong MsgSignature',
      () => sealedReply(textReply, { signature: 'f'.repeat(40) }),
      'MsgSignature differs',
    ],
    ['is sealed for another corp', () => sealedReply(textReply, { corpId: 'wwother' }), 'receiveid differs'],
    ['is of no known kind', () => sealedReply('<MsgType>poster</MsgType>'), 'the reply is of no known kind'],
    [
      'changes a card nobody tapped',
      () => sealedReply(updateButton),
      'a card can only be changed in answer to a tap',
    ],
  ])('that %s is accepted as delivered but shown to nobody', async (_what, body, reason) => {
    replyWith(body());
    const delivery = await pair.sim.users.say('zhangsan', '在吗');
    expect(delivery).toMatchObject({ accepted: true, reply: { kind: 'invalid', reason } });
    expect(pair.sim.inbox('zhangsan')).toEqual([]);
  });
});

const updateButton =
  '<MsgType>update_button</MsgType><Button><ReplaceName><![CDATA[已签收]]></ReplaceName></Button>';
const updateCard =
  '<MsgType>update_template_card</MsgType><TemplateCard><CardType>button_interaction</CardType><ButtonList><Text>查看</Text><Key>look</Key></ButtonList><ReplaceText>已办结</ReplaceText></TemplateCard>';

describe('a passive reply to a tap', () => {
  it.each([
    ['update_button', updateButton, '已签收'],
    ['update_template_card', updateCard, '已办结'],
  ])('%s changes the card only for the member who tapped', async (_kind, inner, replaced) => {
    await pair.api.send(cardMessage(buttonCard('case-1'), { touser: 'zhangsan|lisi' }));
    replyWith(sealedReply(inner));
    await pair.sim.users.tap('zhangsan', { taskId: 'case-1', key: 'acknowledge' });
    expect(pair.sim.inbox('zhangsan')).toMatchObject([{ taskId: 'case-1', replaced }]);
    expect(pair.sim.inbox('lisi')[0]).not.toHaveProperty('replaced');
  });
});
