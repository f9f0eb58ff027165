import type { WecomSim } from './wecom-sim.js';

/** What a person reads who started the simulator: where the page is, and how to start the product against it. */
export function welcome(sim: WecomSim, productPort: number): string {
  const environment = { APP_MODE: 'demo', PORT: String(productPort), ...sim.productSettings };
  const command = [...Object.entries(environment).map(([name, value]) => `${name}=${value}`), 'npm start'];
  const { seed } = sim.knobs();
  return [
    '企业微信替身：虚构的企业，不连真的企业微信。',
    `  网页      ${sim.url}/`,
    `  随机种子  ${seed}（用 SIM_SEED=${seed} 再开一次，第几次出什么错不变）`,
    '',
    '另开一个窗口，这样启动产品：',
    '',
    `  ${command.join(' \\\n  ')}`,
    '',
    '停下：Ctrl+C。用法见 wecom-sim/README.md。',
    '',
  ].join('\n');
}
