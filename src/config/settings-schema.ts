import { z } from 'zod';
import type { RedisSettings } from './redis-settings.js';
import { type Role, roles } from './role.js';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

function url(protocols: string[]) {
  return z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `要写成 ${protocols.map((protocol) => `${protocol}//…`).join(' 或 ')} 的完整地址`,
    );
}

/** 0 lets the system choose, which tests use. */
const port = z
  .string()
  .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, '要写成 0 到 65535 的整数')
  .transform(Number);

/** `host:port,host:port`; an IPv6 address stands in square brackets. */
const endpoints = z
  .string()
  .refine(
    (value) =>
      value.split(',').every((each) => URL.canParse(`tcp://${each.trim()}`) && /:\d+$/.test(each.trim())),
    '要写成 主机:端口，几个之间用英文逗号隔开',
  )
  .transform((value) =>
    value.split(',').map((each) => {
      const { hostname, port } = new URL(`tcp://${each.trim()}`);
      return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) };
    }),
  );

/** The settings that are read from the environment and from `.env`, before anything is derived from them. */
export const environmentSchema = z.object({
  APP_MODE: z.enum(['demo', 'production'], '只能是 demo 或 production').optional(),
  DATA_DIR: z.string().default('data'),
  CONFIG_DIR: z.string().default('config'),
  PORT: port.default(8080),
  HOST: z.string().default('127.0.0.1'),
  /** Address under which people reach the pages, for links in messages. */
  PUBLIC_URL: url(['https:', 'http:']).optional(),
  /** Demo only: where the movable clock stands at the very first start. */
  DEMO_START_AT: z.iso
    .datetime({ offset: true, error: '要写成 2026-09-23T10:00:00+08:00 这样的时间' })
    .optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  /** Connections to PostgreSQL for rows; the queue's own come on top (docs/limits.md). */
  DB_POOL_SIZE: z
    .string()
    .refine((size) => /^\d{1,3}$/.test(size) && Number(size) >= 4, '要写成不小于 4 的整数')
    .transform(Number)
    .default(10),
  /** What this process does; a word on the command line goes before it. */
  ROLE: z.enum(roles, `只能是 ${roles.join('、')} 之一`).default('all'),
  /** Where a `worker` answers /healthz, /readyz and /metrics. Without it a worker listens on nothing. */
  WORKER_PORT: port.optional(),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  REDIS_SENTINELS: endpoints.optional(),
  REDIS_SENTINEL_NAME: z.string().optional(),
  REDIS_SENTINEL_PASSWORD: z.string().optional(),
  REDIS_CLUSTER: endpoints.optional(),
  REDIS_USERNAME: z.string().optional(),
  REDIS_PASSWORD: z.string().optional(),
  REDIS_TLS: z.enum(['on', 'off'], '只能是 on 或 off').optional(),
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w-]{1,40}$/, '只能用字母、数字、下划线和减号，最多40个')
    .default('gridwhistle'),
  LOG_LEVEL: z.enum(logLevels, `只能是 ${logLevels.join('、')} 之一`).default('info'),
  /** Who knows it may read /metrics and the detail of /readyz from anywhere. */
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, '要写成至少16个字母、数字或符号，不带空格')
    .optional(),
  WECOM_CORP_ID: z.string().optional(),
  WECOM_AGENT_ID: z
    .string()
    .regex(/^\d+$/, '要写成数字，在企业微信管理后台的应用详情里')
    .transform(Number)
    .optional(),
  WECOM_SECRET: z.string().optional(),
  WECOM_TOKEN: z.string().optional(),
  /** WeCom: 43 characters of base64 without padding (path/90930). */
  WECOM_ENCODING_AES_KEY: z
    .string()
    .regex(/^[0-9A-Za-z+/]{43}$/, '要写成管理后台给的43位字符')
    .optional(),
  WECOM_API_BASE_URL: url(['https:', 'http:']).optional(),
});

export type Environment = z.infer<typeof environmentSchema>;

export interface WecomSettings {
  corpId: string;
  agentId: number;
  secret: string;
  token: string;
  encodingAesKey: string;
  /** Without a slash at the end. */
  apiBaseUrl: string;
}

export interface Settings {
  mode: 'demo' | 'production';
  dataDir: string;
  configDir: string;
  host: string;
  port: number;
  /** Without a slash at the end. */
  publicUrl: string;
  demoStartAt?: Date;
  databaseUrl?: string;
  dbPoolSize: number;
  role: Role;
  workerPort?: number;
  /** Absent: the queue lies in PostgreSQL. */
  redis?: RedisSettings;
  logLevel: Environment['LOG_LEVEL'];
  /** Absent: only this machine may look. */
  metricsToken?: string;
  /** Absent: the channel is off. */
  wecom?: WecomSettings;
}
