import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/app.js';
import { loadConfig } from '../src/config.js';
import { silentLog } from '../src/shared/log.js';
import { projectRoot } from '../src/shared/paths.js';
import { measureIntake } from './intake.js';
import { measureTurns } from './turn.js';
import { invented } from './wecom.js';

/**
 * `npm run bench`: how fast messages are taken in and worked on, beside a floor measured in the same run, so that
 * the ratio means something on any machine. `npm run bench -- intake` measures one alone. Not a test: nothing fails here.
 */
async function main(only: string | undefined): Promise<void> {
  if (only === undefined || only === 'intake') await measureIntake();
  if (only === undefined || only === 'turn') await measureTurnsAlone();
}

async function measureTurnsAlone(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-bench-'));
  // Run by root, the database belongs to `nobody`, which must be able to enter.
  await chmod(dataDir, 0o755);
  const config = loadConfig({
    env: { DATA_DIR: dataDir, APP_MODE: 'demo', PORT: '0', LOG_LEVEL: 'error', ...invented },
    root: projectRoot,
  });
  const app = await createApp(config, silentLog, { sweep: false, work: false });
  try {
    const turn = await measureTurns(app);
    show('turn', '轮/秒 resident messages handled', turn);
  } finally {
    await app.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

export interface Measured {
  /** Per second. */
  ours: number;
  floor: number;
  floorIs: string;
}

function show(name: string, unit: string, m: Measured): void {
  const ratio = (m.ours / m.floor).toFixed(2);
  process.stdout.write(
    `${name.padEnd(8)} ${m.ours.toFixed(0).padStart(7)} ${unit}   floor ${m.floor.toFixed(0)} (${m.floorIs})   ratio ${ratio}\n`,
  );
}

await main(process.argv[2]);
