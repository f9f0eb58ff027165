import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import { ApiClient } from './api-client.js';

describe('access tokens', () => {
  let sim: WecomSim;
  let api: ApiClient;
  beforeEach(async () => {
    sim = await startWecomSim();
    api = new ApiClient(sim);
  });
  afterEach(() => sim.close());

  const ask = (corpid: string, corpsecret: string) => api.get('/cgi-bin/gettoken', { corpid, corpsecret });

  it('are given for the right corpid and secret, with their lifetime', async () => {
    const reply = await ask(sim.settings.corpId, sim.settings.secret);
    expect(reply).toMatchObject({
      errcode: 0,
      errmsg: 'ok',
      expires_in: 7200,
      access_token: expect.any(String),
    });
  });

  it('are refused for a wrong corpid (40013) and a wrong secret (40001)', async () => {
    expect((await ask('wwother', sim.settings.secret)).errcode).toBe(40013);
    expect((await ask(sim.settings.corpId, 'guess')).errcode).toBe(40001);
  });

  it('are missed (41001) by a call without one, unknown (40014) when invented', async () => {
    expect((await api.get('/cgi-bin/getcallbackip', {})).errcode).toBe(41001);
    expect((await api.get('/cgi-bin/getcallbackip', { access_token: 'invented' })).errcode).toBe(40014);
  });

  it('open the calls that need one, also after a second was fetched', async () => {
    const first = await api.signIn();
    await api.signIn();
    const reply = await api.get('/cgi-bin/getcallbackip', { access_token: first });
    expect(reply).toMatchObject({ errcode: 0, ip_list: ['127.0.0.1'] });
  });

  it('expire by the simulated clock (42001), after a lifetime that a test may shorten', async () => {
    sim.turn({ expiresInSeconds: 60 });
    await api.signIn();
    sim.clock.advance(59_000);
    expect((await api.sendText('wangwu', '还在')).errcode).toBe(0);
    sim.clock.advance(1_000);
    expect((await api.sendText('wangwu', '过期')).errcode).toBe(42001);
  });

  it('can be invalidated early (40014), and a new one works', async () => {
    await api.signIn();
    sim.invalidateTokens();
    expect((await api.sendText('wangwu', '旧的')).errcode).toBe(40014);
    await api.signIn();
    expect((await api.sendText('wangwu', '新的')).errcode).toBe(0);
  });

  it('are counted in the log, so that a test sees how often they were fetched', async () => {
    await api.signIn();
    await api.signIn();
    expect(sim.log().filter((call) => call.path === '/cgi-bin/gettoken')).toHaveLength(2);
  });

  it('come with refusals in the real form: text, hint, address, where to look it up', async () => {
    const { errmsg } = await ask(sim.settings.corpId, 'guess');
    expect(errmsg).toMatch(
      /^invalid credential, hint: \[\d+\], from ip: 127\.0\.0\.1, more info at https:\/\/open\.work\.weixin\.qq\.com\/devtool\/query\?e=40001$/,
    );
  });
});

describe('faults ordered in advance', () => {
  it('strike the named call as often as ordered, then it works again', async () => {
    const sim = await startWecomSim();
    const api = new ApiClient(sim);
    await api.signIn();
    sim.failNext('/cgi-bin/message/send', -1);
    sim.failNext('/cgi-bin/message/send', 45009, 2);
    const errcodes = [];
    for (let call = 0; call < 4; call += 1) errcodes.push((await api.sendText('wangwu', '一条')).errcode);
    expect(errcodes).toEqual([-1, 45009, 45009, 0]);
    expect(sim.inbox('wangwu')).toHaveLength(1);
    await sim.close();
  });
});
