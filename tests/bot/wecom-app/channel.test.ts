import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Channel, ChannelTrouble, StaleRequest } from '../../../src/bot/channel.js';
import { createWecomAppChannel } from '../../../src/bot/channels/wecom-app/index.js';
import type { OutboundContent } from '../../../src/domain/conversations/message.js';
import { AppError } from '../../../src/shared/errors.js';
import { silentLog } from '../../../src/shared/log.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { type FakeApi, startFakeApi } from './fake-api.js';
import { sendWhole, writeWhole } from './send-whole.js';

const settings = { corpId: 'wwinventedcorp0001', agentId: 1000002, secret: 'invented-secret' };
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4]);

let api: FakeApi;
let channel: Channel;
let logged: { fields: Record<string, unknown>; message: string }[];

beforeEach(async () => {
  api = await startFakeApi();
  logged = [];
  channel = createWecomAppChannel({
    settings: { ...settings, apiBaseUrl: api.url },
    tokens: memoryTokens(),
    media: {
      read: async (mediaId) => ({
        bytes: jpeg,
        mime: mediaId === 'moving' ? 'image/gif' : 'image/jpeg',
        fileName: '路灯（现场）.jpg',
      }),
    },
    log: { ...silentLog, error: (fields, message) => void logged.push({ fields, message }) },
  });
});

afterEach(async () => {
  await channel.close?.();
  await api.close();
});

const text = (words: string): OutboundContent => ({ kind: 'text', text: words });
const card = {
  id: 'card-1',
  title: '路灯不亮',
  rows: [],
  buttons: [{ key: 'acknowledge', text: '签收', style: 'primary' as const }],
};
const update: OutboundContent = { kind: 'card-update', card, outcome: '已由张三签收' };
const say = (content: OutboundContent, more: { responseCode?: string } = {}) =>
  sendWhole(channel, { to: 'HeWeimin', content, ...more });

/** The error that sending ends with. */
async function failure(
  content: OutboundContent = text('您好'),
  more: { responseCode?: string } = {},
): Promise<AppError> {
  const error = await say(content, more).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`not an AppError: ${String(error)}`);
  return error;
}

describe('a message to a member', () => {
  it('is sent with a token fetched by corp and secret', async () => {
    expect(await say(text('您好'))).toEqual({ platformId: 'msg-1' });
    expect(api.calls.map((call) => [call.method, call.api, call.query])).toEqual([
      ['GET', 'gettoken', { corpid: settings.corpId, corpsecret: settings.secret }],
      ['POST', 'message/send', { access_token: 'token-1' }],
    ]);
    expect(api.callsOf('message/send')[0]?.json).toMatchObject({
      touser: 'HeWeimin',
      agentid: 1000002,
      msgtype: 'text',
      text: { content: '您好' },
      enable_duplicate_check: 1,
    });
  });

  it('and twenty others at once share one token', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => say(text(`第${n}条`))));
    expect(api.callsOf('gettoken')).toHaveLength(1);
    expect(api.callsOf('message/send')).toHaveLength(20);
  });

  it('that is long arrives in parts, in order, each part after the answer to the one before', async () => {
    const long = Array.from({ length: 60 }, (_, n) => `第${n}行${'路'.repeat(40)}`).join('\n');
    let open = 0;
    let most = 0;
    api.answer('message/send', (response) => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => {
        open -= 1;
        response.end(JSON.stringify({ errcode: 0, errmsg: 'ok', msgid: 'msg-n' }));
      });
    });
    expect(await say(text(long))).toEqual({ platformId: 'msg-n' });
    expect(most).toBe(1);
    const parts = api
      .callsOf('message/send')
      .map((call) => (call.json as { text: { content: string } }).text.content);
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.map((part) => part.slice(part.indexOf('\n') + 1)).join('\n')).toBe(long);
    expect(new Set(parts).size).toBe(parts.length);
  });

  it('who is out of reach is given up, though WeCom says success', async () => {
    api.answer('message/send', { invaliduser: 'someone|heweimin', msgid: 'm' });
    expect(await failure()).toMatchObject({ code: 'wecom-invaliduser', remedy: 'give-up' });
  });

  it('is not given up because somebody else is out of reach', async () => {
    api.answer('message/send', { invaliduser: 'heweimin2', msgid: 'm' });
    expect(await say(text('您好'))).toEqual({ platformId: 'm' });
  });

  it('without a licence for the interface waits for one, and is then written anew', async () => {
    api.answer('message/send', { unlicenseduser: 'heweimin' });
    const error = await failure();
    expect(error).toBeInstanceOf(StaleRequest);
    expect(error).toMatchObject({ code: 'wecom-unlicenseduser', retryAfterMs: 1_800_000 });
    expect(logged).toMatchObject([{ fields: { code: 'wecom-unlicenseduser' } }]);
  });
});

describe('a token', () => {
  it.each([40014, 42001, 40001])(
    'refused with %i is fetched anew once and the message repeated once',
    async (errcode) => {
      await say(text('第一条'));
      api.answer('message/send', { errcode, errmsg: 'stale' }, { msgid: 'msg-2' });
      expect(await say(text('第二条'))).toEqual({ platformId: 'msg-2' });
      expect(api.callsOf('gettoken')).toHaveLength(2);
      expect(api.callsOf('message/send').map((call) => call.query.access_token)).toEqual([
        'token-1',
        'token-1',
        'token-2',
      ]);
    },
  );

  it.each([
    [42001, 'retry'],
    [40001, 'tell-operator'],
  ])('refused with %i again and again is not fetched for ever', async (errcode, remedy) => {
    api.answer('message/send', { errcode, errmsg: 'stale' });
    expect(await failure()).toMatchObject({ code: `wecom-${errcode}`, remedy });
    expect(api.callsOf('gettoken')).toHaveLength(2);
    expect(api.callsOf('message/send')).toHaveLength(2);
  });

  it('that is refused lets the whole channel rest', async () => {
    api.answer('gettoken', { errcode: 40001, errmsg: 'invalid credential' });
    const error = await failure();
    expect(error).toBeInstanceOf(ChannelTrouble);
    expect(error).toMatchObject({ code: 'wecom-40001', remedy: 'tell-operator', rest: { after: 1 } });
    expect(api.callsOf('message/send')).toHaveLength(0);
  });

  it('is asked for again at once when WeCom was merely busy', async () => {
    api.answer('gettoken', { errcode: -1, errmsg: 'busy' }, { access_token: 't', expires_in: 7200 });
    expect(await failure()).toMatchObject({ code: 'wecom--1', remedy: 'retry' });
    expect(await say(text('您好'))).toEqual({ platformId: 'msg-1' });
  });
});

describe('a refusal', () => {
  it.each([
    [-1, 'retry', 'message'],
    [6000, 'retry', 'message'],
    [45033, 'retry', 'channel'],
    [45009, 'retry', 'channel'],
    [48002, 'tell-operator', 'channel'],
    [301002, 'tell-operator', 'channel'],
    [60011, 'tell-operator', 'message'],
    [81013, 'give-up', 'message'],
    [40058, 'give-up', 'message'],
    [987654, 'give-up', 'message'],
  ])('with %i means: %s, for the %s', async (errcode, remedy, reach) => {
    api.answer('message/send', { errcode, errmsg: 'no, hint: [1], from ip: 192.0.2.7, more info' });
    const error = await failure();
    expect([error.code, error.remedy]).toEqual([`wecom-${errcode}`, remedy]);
    expect(error instanceof ChannelTrouble && error.rest.after === 1).toBe(reach === 'channel');
    expect(api.callsOf('message/send')).toHaveLength(1);
  });

  it('of our address tells which address to allow, and where', async () => {
    api.answer('message/send', {
      errcode: 60020,
      errmsg: 'not allow to access from your ip, hint: [1], from ip: 192.0.2.7, more info at …',
    });
    const error = await failure();
    expect(error).toMatchObject({ code: 'wecom-60020', remedy: 'tell-operator' });
    expect(error.message).toMatch(/192\.0\.2\.7 .*企业可信IP/);
  });

  it.each([
    ['a reply without errcode', (r: { end(body: string): void }) => r.end('{"msgid":"m"}')],
    ['a page of a proxy', (r: { end(body: string): void }) => r.end('<html>login</html>')],
    ['half a reply', (r: { end(body: string): void }) => r.end('{"errcode":0,')],
  ])('is not mistaken for success: %s', async (_what, answer) => {
    api.answer('message/send', answer);
    expect(await failure()).toMatchObject({ code: 'wecom-unreadable', remedy: 'retry' });
  });

  it.each([
    [500, 'retry'],
    [502, 'retry'],
    [429, 'retry'],
    [403, 'tell-operator'],
    [404, 'tell-operator'],
  ])('with HTTP %i means: %s', async (status, remedy) => {
    api.answer('message/send', (response) => {
      response.statusCode = status;
      response.end('{"errcode":0}');
    });
    expect(await failure()).toMatchObject({ code: `wecom-http-${status}`, remedy });
  });

  it('of the connection means another attempt, and shows no secret', async () => {
    api.answer('message/send', (response) => void response.destroy());
    const error = await failure();
    expect(error).toMatchObject({ code: 'wecom-unreachable', remedy: 'retry' });
    expect(`${error.message} ${error.cause}`).not.toContain('token-1');
    await api.close();
    const closed = await failure();
    expect(closed).toMatchObject({ code: 'wecom-unreachable', remedy: 'retry' });
    api = await startFakeApi();
  });
});

describe('a card', () => {
  it('brings back the right to update it', async () => {
    api.answer('message/send', { msgid: 'msg-1', response_code: 'RC-1' });
    expect(await say({ kind: 'card', card })).toEqual({ platformId: 'msg-1', responseCode: 'RC-1' });
    expect(api.callsOf('message/send')[0]?.json).toMatchObject({
      msgtype: 'template_card',
      template_card: { task_id: 'card-1' },
    });
  });

  it('sent a second time brings none, and is no error', async () => {
    expect(await say({ kind: 'card', card })).toEqual({ platformId: 'msg-1' });
  });

  it('is settled with that right', async () => {
    api.answer('message/update_template_card', { invaliduser: [] });
    expect(await say(update, { responseCode: 'RC-1' })).toEqual({});
    expect(api.callsOf('message/update_template_card')[0]?.json).toEqual({
      userids: ['HeWeimin'],
      agentid: 1000002,
      response_code: 'RC-1',
      button: { replace_name: '已由张三签收' },
    });
  });

  it('without a right left stays as it is, and WeCom is not asked', async () => {
    expect(await failure(update)).toMatchObject({ code: 'no-right', remedy: 'give-up' });
    expect(api.calls).toEqual([]);
  });

  it('that the member does not hold is given up', async () => {
    api.answer('message/update_template_card', { invaliduser: ['heweimin'] });
    expect(await failure(update, { responseCode: 'RC-1' })).toMatchObject({ code: 'wecom-invaliduser' });
  });
});

describe('a picture', () => {
  const picture: OutboundContent = { kind: 'image', mediaId: 'ours-1' };

  it('is uploaded under its Chinese name and then sent', async () => {
    await say(picture);
    const upload = api.callsOf('media/upload')[0];
    expect(upload?.query).toEqual({ access_token: 'token-1', type: 'image' });
    expect(upload?.contentType).toMatch(/^multipart\/form-data; boundary=/);
    expect(upload?.body.includes('name="media"; filename="路灯（现场）.jpg"')).toBe(true);
    expect(upload?.body.includes(jpeg)).toBe(true);
    expect(api.callsOf('message/send')[0]?.json).toMatchObject({
      msgtype: 'image',
      image: { media_id: 'media-1' },
    });
  });

  it('sent to the same person again is another upload, so that it is another request', async () => {
    api.answer('media/upload', { media_id: 'media-1' }, { media_id: 'media-2' });
    await say(picture);
    await say(picture);
    expect(api.callsOf('message/send').map((call) => call.json)).toMatchObject([
      { image: { media_id: 'media-1' } },
      { image: { media_id: 'media-2' } },
    ]);
  });

  it('that has expired at WeCom needs other requests', async () => {
    api.answer('message/send', { errcode: 40007, errmsg: 'invalid media_id' });
    const [body = ''] = await writeWhole(channel, { to: 'HeWeimin', content: picture });
    const send = () => channel.send({ deliveryId: 'd', to: 'HeWeimin', content: picture, body });
    await expect(send()).rejects.toBeInstanceOf(StaleRequest);
    expect(api.callsOf('media/upload')).toHaveLength(1);
  });

  it('that WeCom does not take as an image goes as a file', async () => {
    await say({ kind: 'image', mediaId: 'moving' });
    expect(api.callsOf('media/upload')[0]?.query.type).toBe('file');
    expect(api.callsOf('message/send')[0]?.json).toMatchObject({
      msgtype: 'file',
      file: { media_id: 'media-1' },
    });
  });
});

describe('what a member sent', () => {
  const download = (platformId: string) => channel.download?.(platformId);
  const file = (bytes: Buffer, contentType: string) =>
    api.answer('media/get', (response) => {
      response.setHeader('content-type', contentType);
      response.end(bytes);
    });

  it.each([
    ['image/jpeg', jpeg],
    ['image/png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['audio/amr', Buffer.from('#!AMR\nx')],
  ])('is fetched as %s by its bytes, whatever the header says', async (mime, bytes) => {
    file(bytes, 'application/octet-stream');
    expect(await download('MEDIA-1')).toEqual({ bytes, mime });
    expect(api.callsOf('media/get')[0]?.query).toEqual({ access_token: 'token-1', media_id: 'MEDIA-1' });
  });

  it('of another kind is what the header says', async () => {
    file(Buffer.from('0123456789ab'), 'Video/MP4; x=y');
    expect(await download('MEDIA-1')).toMatchObject({ mime: 'video/mp4' });
  });

  it.each(['application/json; charset=UTF-8', 'text/plain'])(
    'and is gone is an error, not a file of type %s',
    async (type) => {
      file(Buffer.from('{"errcode":40007,"errmsg":"invalid media_id"}'), type);
      await expect(download('MEDIA-1')).rejects.toMatchObject({ code: 'wecom-40007', remedy: 'give-up' });
    },
  );

  it('is fetched with a new token when the old one ended', async () => {
    api.answer(
      'media/get',
      (response) => {
        response.setHeader('content-type', 'application/json');
        response.end('{"errcode":42001,"errmsg":"access_token expired"}');
      },
      (response) => {
        response.setHeader('content-type', 'image/jpeg');
        response.end(jpeg);
      },
    );
    expect(await download('MEDIA-1')).toEqual({ bytes: jpeg, mime: 'image/jpeg' });
    expect(api.callsOf('gettoken')).toHaveLength(2);
  });
});
