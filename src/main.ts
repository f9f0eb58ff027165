import { announce } from './announce.js';
import { createApp } from './app.js';
import { chooseRole, type Role } from './config/role.js';
import type { Settings } from './config/settings-schema.js';
import { loadConfig } from './config.js';
import { createLog, secretsOf } from './log/create-log.js';
import { explainListenError } from './port-taken.js';
import { AppError } from './shared/errors.js';
import { Observers } from './shared/observer.js';
import { projectRoot } from './shared/paths.js';
import { startPatiently } from './start-patiently.js';
import { stopOnSignal } from './stop-on-signal.js';

/** One process: read config, open resources, build the app, serve until a signal comes. */
async function main(): Promise<void> {
  const config = loadConfig({ root: projectRoot });
  const { settings } = config;
  const role = chooseRole(process.argv.slice(2), settings.role);
  const observer = new Observers();
  const log = createLog({ level: settings.logLevel, role, secrets: secretsOf(settings), observer });
  for (const warning of config.warnings) process.stdout.write(`提醒：${warning}\n`);
  if (settings.mode === 'production' && config.zone.demo) {
    log.warn({ code: 'demo-zone' }, '正在用演示辖区的配置运行正式模式：请用 CONFIG_DIR 指向本地的配置');
  }
  // A signal that comes while the app is being built must still stop the database afterwards.
  const start = startPatiently(config, role, log, () => createApp(config, log, { role, observer }));
  const signal = stopOnSignal(start.app, log);

  const app = await start.app;
  if (signal.came()) return;
  const port = portOf(role, settings);
  if (port !== null && !start.isListening()) {
    try {
      await app.server.listen({ port, host: settings.host });
    } catch (error) {
      await app.close();
      throw explainListenError(error, role, port);
    }
  }
  if (!signal.came()) announce(role, settings, config.zone.name, app.engine.wakeUps.backend);
}

/** Null: this process listens on nothing. */
function portOf(role: Role, settings: Settings): number | null {
  return role === 'worker' ? (settings.workerPort ?? null) : settings.port;
}

main().catch((error: unknown) => {
  const text =
    error instanceof AppError
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  process.stderr.write(`\n网格哨没有启动：\n${text}\n`);
  process.exit(1);
});
