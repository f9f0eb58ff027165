import { encrypt } from '@wecom/crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { probeHeader } from '../../../src/bot/channels/wecom-app/callback.js';
import { forgeVerification, sealVerification } from '../../../src/bot/channels/wecom-app/inspect.js';
import type { InboundMessage } from '../../../src/domain/conversations/message.js';
import type { Log } from '../../../src/shared/log.js';
import { wecomAppCallback } from '../../../src/web/callbacks/wecom-app.js';
import { callback, corp, delivered, plaintext, sealed, signed } from '../../bot/wecom-app/sealed.js';

const path = '/callbacks/wecom-app';
const words = '3号楼李阿姨的路灯坏了';

let server: FastifyInstance;
let stored: InboundMessage[];
let lines: { level: string; fields: Record<string, unknown>; message: string }[];
let receive: (message: InboundMessage) => Promise<'stored' | 'duplicate'>;

beforeEach(async () => {
  stored = [];
  lines = [];
  receive = async (message) => {
    stored.push(message);
    return 'stored';
  };
  const write = (level: string) => (fields: Record<string, unknown>, message: string) => {
    lines.push({ level, fields, message });
  };
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  server = Fastify();
  await server.register(wecomAppCallback({ callback, receive: (message) => receive(message), log }));
  await server.ready();
});

afterEach(() => server.close());

const text = (content = words) =>
  sealed(plaintext({ MsgType: 'text', Content: content, MsgId: '7000000000000000001' }));

const post = (delivery: { query: Record<string, string>; body: string }, contentType?: string) =>
  server.inject({
    method: 'POST',
    url: path,
    query: delivery.query,
    payload: delivery.body,
    headers: contentType === undefined ? {} : { 'content-type': contentType },
  });

describe('a delivery', () => {
  it.each([
    'text/xml',
    'application/xml; charset=utf-8',
    'application/json',
    'text/plain',
    'application/x-unknown',
    undefined,
  ])('with content type %s is stored and answered 200 with an empty body', async (contentType) => {
    const answer = await post(text(), contentType);
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    expect(stored).toMatchObject([{ senderKey: 'HeWeimin', content: { kind: 'text', text: words } }]);
  });

  it('that came before is accepted too', async () => {
    receive = async () => 'duplicate';
    const answer = await post(text(), 'text/xml');
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
  });

  it('is answered only after it was stored', async () => {
    let finish: (outcome: 'stored') => void = () => {};
    receive = () => new Promise((resolve) => (finish = resolve));
    let answered = false;
    const answer = post(text(), 'text/xml').then((response) => {
      answered = true;
      return response;
    });
    await expect.poll(() => finish.length).toBe(1);
    expect(answered).toBe(false);
    finish('stored');
    expect((await answer).statusCode).toBe(200);
  });

  it('that could not be stored is answered 503, so that WeCom sends it again', async () => {
    receive = async () => {
      throw new Error(`the database refused ${words}`);
    };
    const answer = await post(text(), 'text/xml');
    expect([answer.statusCode, answer.body]).toEqual([503, '']);
    expect(lines).toMatchObject([{ level: 'error', fields: { code: 'callback-not-stored' } }]);
    expect(JSON.stringify(lines)).not.toContain(words);
  });

  it('of what is not understood is kept and accepted', async () => {
    const answer = await post(sealed(plaintext({ MsgType: 'hologram', MsgId: '1' })), 'text/xml');
    expect(answer.statusCode).toBe(200);
    expect(stored).toMatchObject([{ content: { kind: 'unknown', wireType: 'hologram' } }]);
  });

  it('of where a member moves is accepted and kept nowhere', async () => {
    const moved = plaintext({
      MsgType: 'event',
      Event: 'LOCATION',
      Latitude: '31.2304',
      Longitude: '121.4737',
    });
    expect((await post(sealed(moved), 'text/xml')).statusCode).toBe(200);
    expect(stored).toEqual([]);
    expect(JSON.stringify(lines)).not.toMatch(/31\.2|121\.4|HeWeimin/);
  });
});

describe('what is refused', () => {
  const genuine = text();
  const big = { query: genuine.query, body: genuine.body + ' '.repeat(1024 * 1024) };
  const message = plaintext({ MsgType: 'text', Content: words });

  it.each([
    [
      'forged',
      403,
      'callback-signature',
      { ...genuine, query: { ...genuine.query, msg_signature: 'a'.repeat(40) } },
    ],
    ['meant for another corp', 403, 'callback-receiveid', sealed(message, 'wwanothercorp00001')],
    ['unsigned', 400, 'callback-query', { ...genuine, query: {} }],
    ['unencrypted', 400, 'callback-unencrypted', { query: signed(''), body: message }],
    ['cut off', 400, 'callback-truncated', { ...genuine, body: genuine.body.slice(0, 90) }],
    ['empty', 400, 'callback-truncated', { ...genuine, body: '' }],
    ['padded wrongly', 400, 'callback-padding', delivered(Buffer.alloc(64, 7).toString('base64'))],
    ['with a document type', 400, 'callback-doctype', { ...genuine, body: `<!DOCTYPE x>${genuine.body}` }],
    ['not XML', 400, 'callback-xml', { ...genuine, body: `hello ${words}` }],
    ['over 1 MiB', 413, 'callback-too-large', big],
  ])('a delivery that is %s: %i, one line, nothing stored', async (_what, status, code, delivery) => {
    const answer = await post(delivery, 'text/xml');
    expect([answer.statusCode, answer.body]).toEqual([status, '']);
    expect(lines).toEqual([{ level: 'warn', fields: { code }, message: 'WeCom callback refused' }]);
    expect(stored).toEqual([]);
  });

  it('a delivery whose length is a lie', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: path,
      query: genuine.query,
      payload: genuine.body,
      headers: { 'content-type': 'text/xml', 'content-length': '5' },
    });
    expect(answer.statusCode).toBe(400);
    expect(lines).toMatchObject([{ level: 'warn' }]);
    expect(stored).toEqual([]);
  });
});

describe('verification of the address', () => {
  const echostr = encrypt(corp.encodingAesKey, '1616140317555161061', corp.corpId);

  it('is answered with exactly the bytes that were encrypted, as plain text', async () => {
    const answer = await server.inject({ method: 'GET', url: path, query: { ...signed(echostr), echostr } });
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload).toEqual(Buffer.from('1616140317555161061'));
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  it('is refused to whoever does not know the token', async () => {
    const query = { ...signed(echostr), msg_signature: 'b'.repeat(40), echostr };
    const answer = await server.inject({ method: 'GET', url: path, query });
    expect([answer.statusCode, answer.body]).toEqual([403, '']);
    expect(lines).toEqual([
      { level: 'warn', fields: { code: 'callback-signature' }, message: 'WeCom callback refused' },
    ]);
  });

  const forgery = () => forgeVerification(corp, sealVerification(corp, 'probe', new Date(0)));

  it('a forgery of the operator’s own check is refused all the same, without an alarm in the log', async () => {
    const { query, headers } = forgery();
    const answer = await server.inject({
      method: 'GET',
      url: path,
      query,
      headers,
    });
    expect([answer.statusCode, answer.body]).toEqual([403, '']);
    expect(lines).toMatchObject([{ level: 'debug', fields: { code: 'doctor-probe' } }]);
  });

  it.each([
    [
      'a proof made without the token',
      () => forgeVerification({ token: 'Guessed' }, forgery().query).headers,
    ],
    [
      'the proof of another forgery',
      () => forgeVerification(corp, { ...forgery().query, nonce: '7' }).headers,
    ],
    ['no more than the header', () => ({ [probeHeader]: 'yes' })],
  ])('a forger with %s is logged as one', async (_what, headersOf) => {
    const { query } = forgery();
    const answer = await server.inject({ method: 'GET', url: path, query, headers: headersOf() });
    expect(answer.statusCode).toBe(403);
    expect(lines).toMatchObject([{ level: 'warn', fields: { code: 'callback-signature' } }]);
  });
});
