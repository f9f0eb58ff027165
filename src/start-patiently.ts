import { setTimeout as delay } from 'node:timers/promises';
import type { App } from './app.js';
import { createCallback } from './bot/channels/wecom-app/callback.js';
import type { Role } from './config/role.js';
import type { Config } from './config.js';
import { explainListenError } from './port-taken.js';
import type { Log } from './shared/log.js';
import { isUnreachable } from './store/database-fault.js';
import { openSpool } from './store/spool/index.js';
import { createDoor, type Door } from './web/waiting-server.js';

/** A refused connection costs nothing; an operator who mends the database wants to see it work. */
const tryEveryMs = 1000;

/** A start that may take as long as the database is away. */
export interface PatientStart {
  /** Rejects at once where there is nobody to wait for. */
  readonly app: Promise<App>;
  /** True: the port is open already, and the app answers on it. */
  isListening(): boolean;
}

/**
 * Builds the app. Where WeCom's messages come in and DATABASE_URL cannot be reached, the port opens all the same: what
 * members say is verified, kept in the spool and answered, until the database is there and the app takes over.
 */
export function startPatiently(
  config: Config,
  role: Role,
  log: Log,
  build: () => Promise<App>,
): PatientStart {
  let listening = false;

  async function wait(cause: unknown): Promise<App> {
    const { settings } = config;
    if (role === 'worker' || !settings.wecom || !settings.databaseUrl || !isUnreachable(cause)) throw cause;
    const spool = await openSpool(settings.dataDir, log);
    const door = await createDoor({ callback: createCallback(settings.wecom), spool, log });
    const { port, host } = settings;
    await door.listen({ port, host }).catch((error: unknown) => {
      throw explainListenError(error, role, port);
    });
    listening = true;
    log.error({ code: 'waits-for-database' }, 'database not reachable at the start; callbacks are spooled');
    process.stderr.write(`\n${wordsOf(cause)}\n${promise}\n`);
    const letGo = leaveOnSignal(door);
    const app = await untilReachable(build).finally(letGo);
    await spool.close();
    await door.handOver(app.server);
    log.info({ code: 'database-reached' }, 'database reached; the app has taken over');
    return {
      ...app,
      close: async () => {
        await door.close();
        await app.close();
      },
    };
  }

  return { app: build().catch(wait), isListening: () => listening };
}

const promise =
  '网格哨先等着：企业微信发来的消息照收，放在 DATA_DIR 的 spool 里，数据库恢复后自动办理；每秒再试一次。按 Ctrl-C 停止。';

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function untilReachable(build: () => Promise<App>): Promise<App> {
  for (;;) {
    await delay(tryEveryMs);
    try {
      return await build();
    } catch (error) {
      if (!isUnreachable(error)) throw error;
    }
  }
}

/** There is no app yet that could be stopped: what is under way is answered, the spool keeps the rest. */
function leaveOnSignal(door: Door): () => void {
  const leave = () => void door.close().then(() => process.exit(0));
  process.once('SIGINT', leave);
  process.once('SIGTERM', leave);
  return () => {
    process.off('SIGINT', leave);
    process.off('SIGTERM', leave);
  };
}
