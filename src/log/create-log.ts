import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import pino from 'pino';
import type { Log } from '../shared/log.js';
import { noObserver, type Observer } from '../shared/observer.js';
import { createMask } from './mask-fields.js';

export interface LogOptions {
  /** Of pino: fatal, error, warn, info, debug, trace, silent. */
  level: string;
  /** What this process does: web, worker, all, chat … */
  role: string;
  /** Values of settings that must never be printed. */
  secrets?: readonly (string | undefined)[];
  /** Where lines go; standard error when left out. */
  destination?: { write(line: string): void };
  /** Is told of every line, also of those below the level. */
  observer?: Observer;
}

/**
 * The log of a process: one JSON object a line. Written at once and not in the background, because the last lines before
 * a crash are those that are needed.
 */
export function createLog(options: LogOptions): Log {
  const secrets = (options.secrets ?? []).filter((secret): secret is string => Boolean(secret));
  // Without a secret to derive it from, people get other hashes after every start: only the demo runs like that.
  const mask = createMask(secrets, secrets.join('\n') || randomBytes(16).toString('hex'));
  const observer = options.observer ?? noObserver;
  const sink = pino(
    {
      level: options.level,
      base: { role: options.role, pid: process.pid, host: hostname() },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  );
  const at =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (fields: Record<string, unknown>, message: string): void => {
      observer.note({ what: 'log-line', level, code: labelOf(fields.code) });
      if (sink.isLevelEnabled(level)) sink[level](mask.fields(fields), mask.message(message));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Only what is written like a code of ours may name a figure. */
function labelOf(code: unknown): string {
  return typeof code === 'string' && /^[a-z][a-z0-9-]{0,47}$/.test(code) ? code : 'none';
}

/** The settings that are secrets, for `LogOptions.secrets`. */
export function secretsOf(settings: {
  wecom?: { secret: string; token: string; encodingAesKey: string };
  databaseUrl?: string;
  redis?: { url?: string; password?: string; sentinelPassword?: string };
  metricsToken?: string;
}): (string | undefined)[] {
  return [
    settings.wecom?.secret,
    settings.wecom?.token,
    settings.wecom?.encodingAesKey,
    settings.metricsToken,
    passwordOf(settings.databaseUrl),
    passwordOf(settings.redis?.url),
    settings.redis?.password,
    settings.redis?.sentinelPassword,
  ];
}

function passwordOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const { password } = new URL(url);
  return password === '' ? undefined : decodeURIComponent(password);
}
