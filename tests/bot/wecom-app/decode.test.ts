import { describe, expect, it } from 'vitest';
import { readXml } from '../../../src/bot/channels/wecom-app/read-xml.js';
import { writeXml } from '../../../wecom-sim/xml/write-xml.js';
import { callback, corp, receive, sealed } from './sealed.js';

const contentOf = (fields: Record<string, string>) => {
  const opened = receive(fields);
  return opened.kind === 'message' ? opened.message.content : opened;
};
const event = (name: string, more: Record<string, string> = {}) => ({
  MsgType: 'event',
  Event: name,
  EventKey: '',
  ...more,
});

describe('what a member sends', () => {
  it('comes with the member as sender and all of the text', () => {
    expect(receive({ MsgType: 'text', Content: '3号楼路灯坏了', MsgId: '4561255354251345929' })).toEqual({
      kind: 'message',
      message: {
        channel: 'wecom-app',
        senderKey: 'HeWeimin',
        externalKey: `${corp.corpId}|1000002|HeWeimin|1795000000|text||||4561255354251345929`,
        content: { kind: 'text', text: '3号楼路灯坏了' },
      },
    });
  });

  it.each([
    ['spaces and line breaks at the ends', '  你好\n\n路灯 \n'],
    ['nothing but a line break', '\n'],
    ['markup', '<b>&amp;</b> & < > &#x41; ]]'],
    ['emoji and rare characters', '👨‍👩‍👧🇨🇳𠮷㎡é'],
    ['digits that look like a number', '007.50'],
    ['nothing', ''],
  ])('text of %s stays as it is', (_what, text) => {
    expect(contentOf({ MsgType: 'text', Content: text })).toEqual({ kind: 'text', text });
  });

  it('text with the end of a CDATA section in it stays as it is', () => {
    const text = 'a]]>b';
    const { query, body } = sealed(
      writeXml([
        ['FromUserName', 'HeWeimin'],
        ['MsgType', 'text'],
        ['Content', text],
      ]),
    );
    expect(callback.open(query, body)).toMatchObject({ message: { content: { kind: 'text', text } } });
  });

  it('pictures and sounds are named by where they can be fetched', () => {
    const media = { at: 'platform', platformId: 'MEDIA-1' };
    expect(contentOf({ MsgType: 'image', PicUrl: 'http://127.0.0.1/p', MediaId: 'MEDIA-1' })).toEqual({
      kind: 'image',
      media,
    });
    expect(contentOf({ MsgType: 'voice', Format: 'amr', MediaId: 'MEDIA-1' })).toEqual({
      kind: 'voice',
      media,
    });
  });

  it('a location has its latitude from X and its longitude from Y, on the Chinese datum', () => {
    const fields = { MsgType: 'location', Location_X: '31.2304', Location_Y: '121.4737', Scale: '16' };
    const place = { kind: 'location', latitude: 31.2304, longitude: 121.4737, system: 'gcj02' };
    expect(contentOf({ ...fields, Label: '锦河花苑' })).toEqual({ ...place, label: '锦河花苑' });
    expect(contentOf({ ...fields, Label: '' })).toEqual(place);
  });

  it.each([
    ['a video', { MsgType: 'video', MediaId: 'm', ThumbMediaId: 't' }, 'video'],
    ['a link', { MsgType: 'link', Title: 't', Url: 'http://127.0.0.1/' }, 'link'],
    ['a type of the future', { MsgType: 'hologram' }, 'hologram'],
    ['a picture without its id', { MsgType: 'image', PicUrl: 'p' }, 'image'],
    [
      'a location off the globe',
      { MsgType: 'location', Location_X: '131.2', Location_Y: '21.4' },
      'location',
    ],
    ['a location in words', { MsgType: 'location', Location_X: '东', Location_Y: '' }, 'location'],
    ['a text without content', { MsgType: 'text' }, 'text'],
  ])('%s is kept as not understood', (_what, fields, wireType) => {
    expect(contentOf(fields)).toEqual({ kind: 'unknown', wireType });
  });
});

describe('what a member does', () => {
  const tapped = event('template_card_event', {
    EventKey: 'acknowledge',
    TaskId: 'card-1',
    CardType: 'button_interaction',
  });

  it('a tap names card, button and the right to update the card', () => {
    const tap = { kind: 'tap', cardId: 'card-1', buttonKey: 'acknowledge' };
    expect(contentOf({ ...tapped, ResponseCode: 'RC-1' })).toEqual({ ...tap, responseCode: 'RC-1' });
    expect(contentOf(tapped)).toEqual(tap);
  });

  it.each(['enter_agent', 'subscribe'])('%s opens the chat', (name) => {
    expect(contentOf(event(name))).toEqual({ kind: 'enter' });
  });

  it('who leaves the range of the app has left', () => {
    expect(contentOf(event('unsubscribe'))).toEqual({ kind: 'leave' });
  });

  it('who is deleted from the contacts has left, though the system says it', () => {
    const deleted = (UserID: string) =>
      receive({ ...event('change_contact'), FromUserName: 'sys', ChangeType: 'delete_user', UserID });
    const [first, second] = [deleted('gx0001'), deleted('gx0002')];
    expect(first).toMatchObject({
      kind: 'message',
      message: { senderKey: 'gx0001', content: { kind: 'leave' } },
    });
    expect(second).toMatchObject({
      kind: 'message',
      message: { senderKey: 'gx0002', content: { kind: 'leave' } },
    });
    // In the same second, from the same sender, and yet two.
    expect(first.kind === 'message' && first.message.externalKey).not.toBe(
      second.kind === 'message' && second.message.externalKey,
    );
  });

  it('where a member moves is kept nowhere', () => {
    const moved = event('LOCATION', {
      Latitude: '31.2',
      Longitude: '121.4',
      Precision: '30',
      AppType: 'wxwork',
    });
    expect(receive(moved)).toEqual({ kind: 'ignored', event: 'location' });
  });

  it.each(['view', 'view_miniprogram', 'scancode_push', 'pic_weixin', 'batch_job_result', 'low_active'])(
    '%s asks for nothing',
    (name) => {
      expect(receive(event(name))).toEqual({ kind: 'ignored', event: name });
    },
  );

  it.each(['create_user', 'update_party', ''])(
    'the change "%s" of the contacts asks for nothing',
    (ChangeType) => {
      const changed = { ...event('change_contact'), FromUserName: 'sys', ChangeType, UserID: 'gx0001' };
      expect(receive(changed)).toMatchObject({ kind: 'ignored' });
    },
  );

  it('what the system says without a member in it is answered to nobody', () => {
    expect(receive({ ...event('something_new'), FromUserName: 'sys' })).toMatchObject({ kind: 'ignored' });
    expect(receive({ ...event('something_new'), FromUserName: '' })).toMatchObject({ kind: 'ignored' });
  });

  it.each([
    'click',
    'scancode_waitmsg',
    'location_select',
    'template_card_menu_event',
    'taskcard_click',
    'future',
  ])('%s is kept as not understood', (name) => {
    expect(contentOf(event(name, { EventKey: 'menu-1' }))).toEqual({
      kind: 'unknown',
      wireType: `event:${name}`,
    });
  });

  it('a tap without a card is kept as not understood', () => {
    expect(contentOf({ ...tapped, TaskId: '' })).toEqual({
      kind: 'unknown',
      wireType: 'event:template_card_event',
    });
  });
});

describe('repeats', () => {
  const keyOf = (fields: Record<string, string>) => {
    const opened = receive(fields);
    return opened.kind === 'message' ? opened.message.externalKey : null;
  };

  it('the same message, encrypted anew, has the same key', () => {
    const fields = { MsgType: 'text', Content: '路灯坏了', MsgId: '7000000000000000001' };
    expect(keyOf(fields)).toBe(keyOf(fields));
  });

  it.each([
    ['another member', { FromUserName: 'ShenYu' }],
    ['another second', { CreateTime: '1795000001' }],
    ['another MsgId, beyond what a double holds', { MsgId: '7000000000000000002' }],
    ['another app', { AgentID: '1000003' }],
  ])('%s makes it another message', (_what, change) => {
    const fields = { MsgType: 'text', Content: '路灯坏了', MsgId: '7000000000000000001' };
    expect(keyOf({ ...fields, ...change })).not.toBe(keyOf(fields));
  });

  it('two buttons tapped in one second are two messages', () => {
    const tap = (EventKey: string, TaskId: string) =>
      keyOf(event('template_card_event', { EventKey, TaskId }));
    expect(new Set([tap('a', 'card-1'), tap('b', 'card-1'), tap('a', 'card-2')]).size).toBe(3);
  });
});

describe('the XML itself', () => {
  it('gives one chosen option as a list, as it does several', () => {
    const chosen = (options: string) =>
      readXml(
        `<xml><SelectedItems><SelectedItem><QuestionKey>q</QuestionKey><OptionIds>${options}</OptionIds></SelectedItem></SelectedItems></xml>`,
      );
    const item = (ids: string[]) => ({
      SelectedItems: { SelectedItem: [{ QuestionKey: 'q', OptionIds: { OptionId: ids } }] },
    });
    expect(chosen('<OptionId>1</OptionId>')).toMatchObject(item(['1']));
    expect(chosen('<OptionId>1</OptionId><OptionId>2</OptionId>')).toMatchObject(item(['1', '2']));
  });

  it('may begin with a byte order mark and an XML declaration', () => {
    const { query, body } = sealed(
      '\uFEFF<?xml version="1.0"?>\n<xml><FromUserName>a</FromUserName><MsgType>text</MsgType><Content>b</Content></xml>\n',
    );
    expect(callback.open(query, `\uFEFF<?xml version="1.0" encoding="utf-8"?>\n${body}\n`)).toMatchObject({
      message: { senderKey: 'a', content: { kind: 'text', text: 'b' } },
    });
  });
});
