import type { WecomSim } from './wecom-sim.js';

/** What a person reads who started the simulator: where the page is, and the two ways to start the product against it. */
export function welcome(sim: WecomSim, productPort: number): string {
  const port = { PORT: String(productPort) };
  const demo = lines({ APP_MODE: 'demo', ...port, ...sim.productSettings });
  const production = lines({ APP_MODE: 'production', ...port, ...sim.productSettings });
  const { seed } = sim.knobs();
  return [
    '企业微信替身：虚构的企业，不连真的企业微信。',
    `  网页      ${sim.url}/`,
    `  随机种子  ${seed}（用 SIM_SEED=${seed} 再开一次，第几次出什么错不变）`,
    '',
    '启动产品，二选一。产品已经在运行的，先停下；另开一个窗口。',
    '',
    '一、演示模式。只在没有 .env 的程序文件夹里用：.env 里的数据库会被带进来。一条命令：',
    '',
    `  ${[...demo, 'npm start'].join(' \\\n  ')}`,
    '',
    '二、正式模式，照真的样子走一遍。要一份单独的程序文件夹和一个新的空数据库。',
    '把这几行写进那个文件夹的 .env（同名的先去掉）：',
    '',
    `  ${production.join('\n  ')}`,
    '',
    '再启动，一个进程：',
    '',
    '  npm start',
    '',
    '或者分开，两个窗口各一行：',
    '',
    '  npm start -- web',
    '  WORKER_PORT=8091 npm start -- worker',
    '',
    '停下：Ctrl+C。用法见 wecom-sim/README.md。',
    '',
  ].join('\n');
}

function lines(settings: Record<string, string>): string[] {
  return Object.entries(settings).map(([name, value]) => `${name}=${value}`);
}
