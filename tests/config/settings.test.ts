import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from '../../src/config/read-settings.js';
import { ConfigReport } from '../../src/config/report.js';
import type { Settings } from '../../src/config/settings-schema.js';
import { AppError } from '../../src/shared/errors.js';

const wecom = {
  WECOM_CORP_ID: 'wwdemo',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 'not-a-real-secret',
  WECOM_TOKEN: 'not-a-real-token',
  WECOM_ENCODING_AES_KEY: 'a'.repeat(43),
};

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gridwhistle-settings-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const writeDotEnv = (text: string) => writeFileSync(join(root, '.env'), text);

function read(env: NodeJS.ProcessEnv): { settings: Settings | undefined; report: ConfigReport } {
  const report = new ConfigReport();
  return { settings: readSettings(env, root, report).settings, report };
}

function settingsOf(env: NodeJS.ProcessEnv = {}): Settings | undefined {
  const { settings, report } = read(env);
  report.throwIfRefused('config');
  return settings;
}

/** What the operator reads when the product refuses to start. */
function refusalOf(env: NodeJS.ProcessEnv): string {
  try {
    read(env).report.throwIfRefused('config');
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
  throw new Error('The settings were accepted');
}

describe('somebody who starts the product without settings', () => {
  it('gets the demo on this machine, with files beside the project', () => {
    expect(settingsOf()).toMatchObject({
      mode: 'demo',
      host: '127.0.0.1',
      port: 8080,
      logLevel: 'info',
      dataDir: join(root, 'data'),
      configDir: join(root, 'config'),
    });
    expect(settingsOf()?.wecom).toBeUndefined();
  });

  it('may leave lines of .env blank', () => {
    writeDotEnv('PORT=\nWECOM_SECRET=\n');
    expect(settingsOf({ DATABASE_URL: ' ' })).toMatchObject({ mode: 'demo', port: 8080 });
  });
});

describe('.env', () => {
  it('sets what the environment does not', () => {
    writeDotEnv('# comment\nPORT=9001\nLOG_LEVEL="debug"\n');
    expect(settingsOf({ PORT: '9002' })).toMatchObject({ port: 9002, logLevel: 'debug' });
  });

  it('with a misspelt name is told, because a setting that has no effect is easily overlooked', () => {
    writeDotEnv('WECOM_SECERT=x\n');
    expect(read({}).report.warnings.join()).toContain('.env（WECOM_SECERT）');
  });
});

describe('production', () => {
  it('is chosen as soon as a secret of WeCom is set', () => {
    expect(settingsOf(wecom)?.mode).toBe('production');
  });

  it('is chosen as soon as a database is named', () => {
    expect(settingsOf({ DATABASE_URL: 'postgres://db.invalid/grid' })?.mode).toBe('production');
  });

  it('talks to the platform, unless another address is given', () => {
    expect(settingsOf(wecom)?.wecom).toEqual({
      corpId: 'wwdemo',
      agentId: 1000002,
      secret: 'not-a-real-secret',
      token: 'not-a-real-token',
      encodingAesKey: 'a'.repeat(43),
      apiBaseUrl: 'https://qyapi.weixin.qq.com',
    });
  });

  it('may listen on every address', () => {
    expect(settingsOf({ APP_MODE: 'production', HOST: '0.0.0.0' })?.host).toBe('0.0.0.0');
  });
});

describe('the demo, where everybody can play everybody', () => {
  it.each(['0.0.0.0', '192.168.1.5', '::', '127.evil.example', '1270.0.0.1'])(
    'refuses to listen on %s',
    (HOST) => {
      expect(refusalOf({ HOST })).toMatch(/（HOST）：演示模式只能在本机打开.*APP_MODE=production/);
    },
  );

  it.each(['127.0.0.1', '127.8.9.1', 'localhost', '::1'])('listens on %s', (HOST) => {
    expect(settingsOf({ HOST })?.host).toBe(HOST);
  });

  it('refuses to reach the real WeCom, also when the address was left out', () => {
    const message = /WECOM_API_BASE_URL）：演示模式不能连接真正的企业微信/;
    expect(refusalOf({ ...wecom, APP_MODE: 'demo' })).toMatch(message);
    expect(refusalOf({ WECOM_API_BASE_URL: 'http://127.0.0.1.example' })).toMatch(message);
  });

  it('works with a WeCom server on this machine', () => {
    const settings = settingsOf({ ...wecom, APP_MODE: 'demo', WECOM_API_BASE_URL: 'http://127.0.0.1:9300/' });
    expect(settings?.mode).toBe('demo');
    expect(settings?.wecom?.apiBaseUrl).toBe('http://127.0.0.1:9300');
  });
});

describe('a mistake in the settings', () => {
  it.each([
    ['APP_MODE', 'test', '只能是 demo 或 production'],
    ['PORT', '80800', '要写成 0 到 65535 的整数'],
    ['LOG_LEVEL', 'loud', '只能是 fatal'],
    ['DATABASE_URL', 'mysql://db.invalid/x', '要写成 postgres://'],
    ['REDIS_URL', 'localhost:6379', '要写成 redis://'],
    ['WECOM_AGENT_ID', 'app', '要写成数字'],
    ['WECOM_ENCODING_AES_KEY', 'short', '要写成管理后台给的43位字符'],
  ])('%s=%s is named with what to write', (name, value, says) => {
    const message = refusalOf({ [name]: value });
    expect(message).toContain(`（${name}）：${says}`);
    expect(message).toContain('办法：');
  });

  it('names each of the five WeCom settings that was forgotten', () => {
    const { WECOM_TOKEN: _token, WECOM_AGENT_ID: _agent, ...rest } = wecom;
    const message = refusalOf(rest);
    expect(message).toContain('（WECOM_TOKEN）：企业微信的五项设置少了这一项');
    expect(message).toContain('（WECOM_AGENT_ID）：企业微信的五项设置少了这一项');
    expect(message).toContain('配置有2处要改');
  });

  it('never shows a secret', () => {
    const message = refusalOf({
      DATABASE_URL: 'mysql://user:hush-hush@db.invalid',
      WECOM_SECRET: 'hush-hush',
    });
    expect(message).not.toContain('hush-hush');
  });
});
