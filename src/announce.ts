import type { Role } from './config/role.js';
import type { Settings } from './config/settings-schema.js';

const roleNames: Record<Role, string> = {
  all: '',
  web: '，收消息、开网页（web）',
  worker: '，办理、发送、提醒（worker）',
};

/** What the person who started it reads. */
export function announce(role: Role, settings: Settings, zone: string, backend: 'postgres' | 'redis'): void {
  const url = addressOf(settings.host, settings.port);
  const mode = settings.mode === 'demo' ? '演示模式，演示数据，均为虚构' : '正式模式';
  const lines = [
    '',
    `网格哨已启动（${mode}${roleNames[role]}）  ${zone}`,
    ...(role === 'worker'
      ? workerLines(settings)
      : settings.mode === 'demo'
        ? demoLines(url)
        : webLines(url)),
    ...(role === 'all' ? [] : [`  排队用 ${backend === 'redis' ? 'Redis' : 'PostgreSQL'}`]),
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function addressOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
}

function demoLines(url: string): string[] {
  return [
    `  打开  ${url}`,
    '  可扮演：居民（resident-1 或新建）、网格员 贺维民（gx0001）、办件人（hs-officer-1）、镇中心调度员（hw-dispatcher-1）、区中心调度员（qw-dispatcher-1）',
    '  另开一个窗口可用 npm run chat 在终端里聊；按 Ctrl-C 停止',
  ];
}

function webLines(url: string): string[] {
  return [`  监听  ${url}`, '  回调地址路径 /callbacks/wecom-app'];
}

function workerLines(settings: Settings): string[] {
  return settings.workerPort === undefined
    ? ['  不监听端口；要看它的状态，设 WORKER_PORT']
    : [`  状态  ${addressOf(settings.host, settings.workerPort)}readyz`];
}
