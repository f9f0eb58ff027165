import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../src/shared/paths.js';
import { createTestDatabase } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { queueSettings } from '../support/queue-settings.js';

const isUp = (url: string) =>
  fetch(`${url}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );

it('a SIGTERM to npm stops the product behind it in good order, and the port is free again', async () => {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-npm-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  // A group of its own, so that nothing is left even where the signal is lost on the way.
  const npm = spawn('npm', ['start', '--', 'worker'], {
    cwd: projectRoot,
    detached: true,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      APP_MODE: 'demo',
      DATABASE_URL: database.connectionString,
      DATA_DIR: dataDir,
      WORKER_PORT: String(port),
      ...queueSettings(),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  npm.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  npm.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  try {
    await expect.poll(() => isUp(url), { timeout: 45_000 }).toBe(true);
    const ended = once(npm, 'close');
    npm.kill('SIGTERM');
    await ended;
    expect(output).toContain('"msg":"stopping"');
    expect(await isUp(url)).toBe(false);
  } finally {
    try {
      if (npm.pid) process.kill(-npm.pid, 'SIGKILL');
    } catch {
      // The whole group is gone, as it should be.
    }
    await rm(dataDir, { recursive: true, force: true });
    await database.drop();
  }
}, 90_000);
