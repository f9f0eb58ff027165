import { z } from 'zod';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

function url(protocols: string[]) {
  return z
    .string()
    .refine(
      (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
      `要写成 ${protocols.map((protocol) => `${protocol}//…`).join(' 或 ')} 的完整地址`,
    );
}

/** The settings that are read from the environment and from `.env`, before anything is derived from them. */
export const environmentSchema = z.object({
  APP_MODE: z.enum(['demo', 'production'], '只能是 demo 或 production').optional(),
  DATA_DIR: z.string().default('data'),
  CONFIG_DIR: z.string().default('config'),
  /** 0 lets the system choose, which tests use. */
  PORT: z
    .string()
    .default('8080')
    .refine((port) => /^\d{1,5}$/.test(port) && Number(port) <= 65_535, '要写成 0 到 65535 的整数')
    .transform(Number),
  HOST: z.string().default('127.0.0.1'),
  /** Address under which people reach the pages, for links in messages. */
  PUBLIC_URL: url(['https:', 'http:']).optional(),
  /** Demo only: where the movable clock stands at the very first start. */
  DEMO_START_AT: z.iso
    .datetime({ offset: true, error: '要写成 2026-09-23T10:00:00+08:00 这样的时间' })
    .optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  LOG_LEVEL: z.enum(logLevels, `只能是 ${logLevels.join('、')} 之一`).default('info'),
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
  redisUrl?: string;
  logLevel: Environment['LOG_LEVEL'];
  /** Absent: the channel is off. */
  wecom?: WecomSettings;
}
