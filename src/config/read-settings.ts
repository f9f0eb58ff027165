import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { chineseMessages } from './describe-issue.js';
import { isLoopback } from './loopback.js';
import { gatherRedis } from './redis-settings.js';
import type { ConfigReport } from './report.js';
import { type Environment, environmentSchema, type Settings, type WecomSettings } from './settings-schema.js';

const shownAs = '环境变量或 .env';
const wecomNames = [
  'WECOM_CORP_ID',
  'WECOM_AGENT_ID',
  'WECOM_SECRET',
  'WECOM_TOKEN',
  'WECOM_ENCODING_AES_KEY',
] as const;

/** Settings from the environment over `.env` in `root`, absent if one cannot be read; the config folder is known even then. */
export function readSettings(
  env: NodeJS.ProcessEnv,
  root: string,
  report: ConfigReport,
): { settings?: Settings; configDir: string } {
  const merged = { ...given(readDotEnv(root, report)), ...given(env) };
  const parsed = environmentSchema.safeParse(merged, { error: chineseMessages });
  if (!parsed.success) {
    // Values are not repeated: several of them are secrets, and this text is printed and logged.
    for (const issue of parsed.error.issues) {
      report.refuse(shownAs, issue.path, issue.message, '改正这个值，或删掉它以使用默认值');
    }
    return { configDir: resolve(root, merged.CONFIG_DIR ?? 'config') };
  }

  const found = parsed.data;
  const mode = found.APP_MODE ?? (found.DATABASE_URL || found.WECOM_SECRET ? 'production' : 'demo');
  const wecom = gatherWecom(found, report);
  const redis = gatherRedis(found, report);
  if (mode === 'demo') refuseOpenDemo(found, wecom, report);
  const configDir = resolve(root, found.CONFIG_DIR);
  const settings: Settings = {
    mode,
    dataDir: resolve(root, found.DATA_DIR),
    configDir,
    host: found.HOST,
    port: found.PORT,
    publicUrl: (
      found.PUBLIC_URL ?? `http://${found.HOST.includes(':') ? `[${found.HOST}]` : found.HOST}:${found.PORT}`
    ).replace(/\/+$/, ''),
    ...(found.DEMO_START_AT && { demoStartAt: new Date(found.DEMO_START_AT) }),
    logLevel: found.LOG_LEVEL,
    ...(found.METRICS_TOKEN && { metricsToken: found.METRICS_TOKEN }),
    ...(found.DATABASE_URL && { databaseUrl: found.DATABASE_URL }),
    dbPoolSize: found.DB_POOL_SIZE,
    role: found.ROLE,
    ...(found.WORKER_PORT !== undefined && { workerPort: found.WORKER_PORT }),
    ...(redis && { redis }),
    ...(wecom && { wecom }),
  };
  return { settings, configDir };
}

/** An empty value means "not set", as a line left blank in `.env` shows. */
function given(env: NodeJS.ProcessEnv): Record<string, string> {
  const pairs = Object.entries(env).map(([name, value]) => [name, value?.trim()] as const);
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => Boolean(pair[1])));
}

function readDotEnv(root: string, report: ConfigReport): NodeJS.ProcessEnv {
  let text: string;
  try {
    text = readFileSync(join(root, '.env'), 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return {};
    report.refuse('.env', [], '读不了这个文件', '检查它是不是文件、运行本程序的用户能不能读');
    return {};
  }
  const lines = parseEnv(text);
  for (const name of Object.keys(lines)) {
    if (name in environmentSchema.shape) continue;
    report.warn('.env', [name], '本程序不用这个设置', '核对拼写，可用的名称见 .env.example');
  }
  return lines;
}

function gatherWecom(found: Environment, report: ConfigReport): WecomSettings | undefined {
  const { WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_SECRET, WECOM_TOKEN, WECOM_ENCODING_AES_KEY } = found;
  if (
    WECOM_CORP_ID !== undefined &&
    WECOM_AGENT_ID !== undefined &&
    WECOM_SECRET !== undefined &&
    WECOM_TOKEN !== undefined &&
    WECOM_ENCODING_AES_KEY !== undefined
  ) {
    return {
      corpId: WECOM_CORP_ID,
      agentId: WECOM_AGENT_ID,
      secret: WECOM_SECRET,
      token: WECOM_TOKEN,
      encodingAesKey: WECOM_ENCODING_AES_KEY,
      apiBaseUrl: (found.WECOM_API_BASE_URL ?? 'https://qyapi.weixin.qq.com').replace(/\/+$/, ''),
    };
  }
  const missing = wecomNames.filter((name) => found[name] === undefined);
  if (missing.length < wecomNames.length) {
    for (const name of missing) {
      report.refuse(shownAs, [name], '企业微信的五项设置少了这一项', '五项都填上，不用企业微信就五项都不填');
    }
  }
  return undefined;
}

/** The demo has no passwords and plays every role: it may be reached from this machine only, and reach no real platform. */
function refuseOpenDemo(found: Environment, wecom: WecomSettings | undefined, report: ConfigReport): void {
  if (!isLoopback(found.HOST)) {
    report.refuse(
      shownAs,
      ['HOST'],
      '演示模式只能在本机打开',
      '改回 127.0.0.1；要给别人用，请设 APP_MODE=production',
    );
  }
  const apiBaseUrl = wecom?.apiBaseUrl ?? found.WECOM_API_BASE_URL;
  if (apiBaseUrl !== undefined && !isLoopback(new URL(apiBaseUrl).hostname)) {
    report.refuse(
      shownAs,
      ['WECOM_API_BASE_URL'],
      '演示模式不能连接真正的企业微信',
      '改成本机模拟服务的地址，或设 APP_MODE=production',
    );
  }
}
