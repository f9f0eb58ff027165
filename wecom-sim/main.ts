import { readOptions } from './read-options.js';
import { startWecomSim } from './server.js';

try {
  const sim = await startWecomSim(readOptions(process.env, process.argv.slice(2)));
  const settings = Object.entries(sim.productSettings).map(([name, value]) => `  ${name}=${value}`);
  process.stdout.write(
    [
      `Simulated WeCom server (invented corp, no real account) at ${sim.url}`,
      'Start the product with:',
      ...settings,
      'Then drive it over the control API, see wecom-sim/README.md.',
      '',
    ].join('\n'),
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sim.close());
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  const remedy = reason.includes('EADDRINUSE') ? ' Choose another port with SIM_PORT.' : '';
  process.stderr.write(`wecom-sim did not start: ${reason}.${remedy}\n`);
  process.exitCode = 1;
}
