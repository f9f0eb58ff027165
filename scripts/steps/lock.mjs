import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { projectRoot } from './project-root.mjs';
import { say } from './say.mjs';

const lock = join(projectRoot, '.prepared/lock');
const holderFile = join(lock, 'pid');
const beatMs = 2_000;
/** Seven missed beats: the holder is gone, even if another program now has its number. */
const staleMs = 15_000;

/** One preparation at a time in this folder; a second one waits and then finds everything done. */
export async function withLock(work) {
  await take();
  const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(lock, { recursive: true, force: true });
  }
}

async function take() {
  mkdirSync(join(projectRoot, '.prepared'), { recursive: true });
  let told = false;
  for (;;) {
    try {
      mkdirSync(lock);
      writeFileSync(holderFile, String(process.pid));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isStale()) {
      rmSync(lock, { recursive: true, force: true });
      continue;
    }
    if (!told) say('另一个进程正在准备，等它完成… (waiting)');
    told = true;
    await delay(200);
  }
}

function isStale() {
  try {
    if (Date.now() - statSync(lock).mtimeMs > staleMs) return true;
    const pid = Number(readFileSync(holderFile, 'utf8'));
    return pid > 0 && !isAlive(pid);
  } catch {
    // Just released, or just taken and the number not yet written.
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
