import pino from 'pino';
import { createApp } from './app.js';
import { loadConfig } from './config.js';
import { AppError } from './shared/errors.js';
import { projectRoot } from './shared/paths.js';

/** One process: read config, open resources, build the app, serve until a signal comes. */
async function main(): Promise<void> {
  const config = loadConfig({ root: projectRoot });
  const { settings } = config;
  const log = pino({ level: settings.logLevel }, pino.destination({ dest: 2, sync: true }));
  for (const warning of config.warnings) process.stdout.write(`提醒：${warning}\n`);
  if (settings.mode === 'production' && config.zone.demo) {
    log.warn({ code: 'demo-zone' }, '正在用演示辖区的配置运行正式模式：请用 CONFIG_DIR 指向本地的配置');
  }
  // A signal that comes while the app is being built must still stop the database afterwards.
  const building = createApp(config, log);
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    building
      .then((app) => app.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ reason: String(error) }, 'stop failed');
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('SIGTERM', () => stop('SIGTERM'));

  const app = await building;
  if (stopping) return;
  try {
    await app.server.listen({ port: settings.port, host: settings.host });
  } catch (error) {
    await app.close();
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new AppError(
        'port-taken',
        'tell-operator',
        `端口 ${settings.port} 已被占用。请改设置 PORT，例如：PORT=8081 npm start`,
      );
    }
    throw error;
  }
  announce(settings, config.zone.name);
}

function announce(settings: { port: number; host: string; mode: string }, zone: string): void {
  const url = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${settings.port}/`;
  const lines =
    settings.mode === 'demo'
      ? [
          '',
          `网格哨已启动（演示模式，演示数据，均为虚构）  ${zone}`,
          `  打开  ${url}`,
          '  可扮演：居民（resident-1 或新建）、网格员 贺维民（gx0001）、办件人（hs-officer-1）、镇中心调度员（hw-dispatcher-1）、区中心调度员（qw-dispatcher-1）',
          '  另开一个窗口可用 npm run chat 在终端里聊；按 Ctrl-C 停止',
          '',
        ]
      : [
          '',
          `网格哨已启动（正式模式）  ${zone}`,
          `  监听  ${url}`,
          '  回调地址路径 /callbacks/wecom-app',
          '',
        ];
  process.stdout.write(`${lines.join('\n')}\n`);
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
