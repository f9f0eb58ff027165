import { describe, expect, it } from 'vitest';
import { encodeButtons, encodeDelivery } from '../../../src/bot/channels/wecom-app/encode.js';
import type { Card, OutboundContent } from '../../../src/domain/conversations/message.js';
import { readTemplateCard } from '../../../wecom-sim/api/template-card.js';
import { faultOf } from './sealed.js';

const button = { key: 'acknowledge', text: '签收', style: 'primary' } as const;
const card: Card = {
  id: 'card-1@a_b',
  source: '网格哨（演示）',
  title: '路灯不亮',
  rows: [{ label: '地点', value: '锦河花苑3号楼' }],
  text: '晚上看不清台阶',
  buttons: [
    button,
    { key: 'return', text: '退回', style: 'default' },
    { key: 'stop', text: '停用', style: 'danger' },
  ],
};

function sentCard(change: Partial<Card> = {}) {
  const encoded = encodeButtons({ ...card, ...change });
  // The stand-in for WeCom refuses what the real one would.
  readTemplateCard(encoded);
  return encoded;
}

/** The requests of a delivery without a mark, parsed. */
function requests(content: OutboundContent, responseCode?: string): unknown[] {
  return encodeDelivery(1000002, {
    to: 'gx0001',
    content,
    markBytes: 40,
    ...(responseCode && { responseCode }),
  }).map((write) => JSON.parse(write('')));
}

describe('a card', () => {
  it('becomes a button card with all it says', () => {
    expect(sentCard()).toEqual({
      card_type: 'button_interaction',
      task_id: 'card-1@a_b',
      source: { desc: '网格哨（演示）', desc_color: 0 },
      main_title: { title: '路灯不亮' },
      sub_title_text: '晚上看不清台阶',
      horizontal_content_list: [{ keyname: '地点', value: '锦河花苑3号楼' }],
      button_list: [
        { key: 'acknowledge', text: '签收', style: 1 },
        { key: 'return', text: '退回', style: 2 },
        { key: 'stop', text: '停用', style: 3 },
      ],
    });
  });

  it('of the least there is, is sent too', () => {
    const { source: _source, text: _text, ...rest } = card;
    expect(requests({ kind: 'card', card: { ...rest, rows: [], buttons: [button] } })).toMatchObject([
      {
        msgtype: 'template_card',
        template_card: { horizontal_content_list: [], button_list: [{ key: 'acknowledge' }] },
      },
    ]);
  });

  it('is cut to what the phones show, with … where something is missing', () => {
    const long = '长'.repeat(300);
    const sent = sentCard({
      source: long,
      title: long,
      text: long,
      rows: Array.from({ length: 9 }, () => ({ label: long, value: long })),
      buttons: [{ ...button, text: long }],
    });
    const shown = (characters: number) => `${'长'.repeat(characters - 1)}…`;
    expect(sent).toMatchObject({
      source: { desc: shown(20) },
      main_title: { title: shown(36) },
      sub_title_text: shown(160),
      button_list: [{ text: shown(10) }],
    });
    expect(sent.horizontal_content_list).toEqual(
      Array.from({ length: 6 }, () => ({ keyname: shown(5), value: shown(30) })),
    );
  });

  it('with more buttons than a card holds is not sent with some of them missing', () => {
    const buttons = Array.from({ length: 7 }, (_, n) => ({ ...button, key: `b${n}` }));
    expect(faultOf(() => requests({ kind: 'card', card: { ...card, buttons } }))).toBe(
      'card-too-many-buttons',
    );
  });

  it('without buttons is sent as text, since a button card must have one', () => {
    expect(requests({ kind: 'card', card: { ...card, buttons: [] } })).toMatchObject([
      {
        msgtype: 'text',
        text: { content: '网格哨（演示）\n路灯不亮\n地点：锦河花苑3号楼\n晚上看不清台阶' },
      },
    ]);
  });
});

describe('a request', () => {
  it('asks WeCom to drop a repeat of it, for as long as WeCom can', () => {
    expect(requests({ kind: 'text', text: '您好' })).toEqual([
      {
        touser: 'gx0001',
        agentid: 1000002,
        msgtype: 'text',
        text: { content: '您好' },
        enable_duplicate_check: 1,
        duplicate_check_interval: 14_400,
      },
    ]);
  });

  it.each([
    ['short', '已收到'],
    ['as long as one message with its mark', `${'路'.repeat(669)}a`],
    ['just too long for that', '路'.repeat(670)],
    ['long', '路'.repeat(3000)],
  ])('takes a mark in every part of a text that is %s, and stays within 2048 bytes', (_what, words) => {
    const mark = `\n${'（'.repeat(13)}`;
    expect(Buffer.byteLength(mark)).toBe(40);
    const parts = encodeDelivery(1000002, {
      to: 'gx0001',
      content: { kind: 'text', text: words },
      markBytes: 40,
    });
    for (const write of parts) {
      const { text } = JSON.parse(write(mark)) as { text: { content: string } };
      expect(text.content.endsWith(mark)).toBe(true);
      expect(Buffer.byteLength(text.content)).toBeLessThanOrEqual(2048);
      expect(write(mark)).not.toBe(write(''));
    }
  });

  it('to settle a card names its holder, the right to do so and the outcome in full', () => {
    expect(requests({ kind: 'card-update', card, outcome: '已由张三签收' }, 'RC-1')).toEqual([
      {
        userids: ['gx0001'],
        agentid: 1000002,
        response_code: 'RC-1',
        button: { replace_name: '已由张三签收' },
      },
    ]);
  });
});
