import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endWithUs } from './end-with-us.js';
import { freePort } from './free-port.js';

export type Role = 'web' | 'worker' | 'all';

/** One process of the built product that is started again whenever it ends. */
export interface Member {
  name: string;
  role: Role;
  port: number;
  /** `kill -9`; started again at once. False while it is not running. */
  kill(): boolean;
}

/** The product in several processes, watched over as systemd would. */
export interface Crew {
  members: readonly Member[];
  /** Ends of processes that nobody ordered, with their last words. */
  crashes: string[];
  /** Waits until every process answers on its port. */
  ready(): Promise<void>;
  /** What the processes wrote last, for a person who looks for a cause. */
  lastWords(): string;
  /** SIGTERM to all; resolves with the names of those that did not end by themselves. */
  stop(): Promise<string[]>;
}

export interface CrewOptions {
  /** The folder with package.json and dist/. */
  productRoot: string;
  roles: readonly Role[];
  env: Readonly<Record<string, string>>;
}

const readyWithinMs = 60_000;
const stopWithinMs = 30_000;
/** systemd's RestartSec for a process that ends by itself; a killed one comes back at once. */
const restartPauseMs = 500;
const keptLines = 60;

export async function startCrew({ productRoot, roles, env }: CrewOptions): Promise<Crew> {
  let stopping = false;
  const crashes: string[] = [];
  const members: (Member & { child: ChildProcess; lines: string[] })[] = [];

  const launch = (role: Role, port: number) =>
    spawn(process.execPath, [join(productRoot, 'dist/src/main.js'), role], {
      cwd: productRoot,
      // A worker answers for its health alone, and only where it is told to.
      env: { ...env, [role === 'worker' ? 'WORKER_PORT' : 'PORT']: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  for (const [index, role] of roles.entries()) {
    const port = await freePort();
    const member = {
      name: `${role}-${index + 1}`,
      role,
      port,
      lines: [] as string[],
      child: launch(role, port),
      kill() {
        if (member.child.exitCode !== null || member.child.signalCode !== null) return false;
        return member.child.kill('SIGKILL');
      },
    };
    const watch = () => {
      const { child } = member;
      const ended = endWithUs(child.pid, 'SIGKILL');
      const hear = (chunk: Buffer) => {
        member.lines.push(...chunk.toString().split('\n').filter(Boolean));
        member.lines.splice(0, member.lines.length - keptLines);
      };
      child.stdout?.on('data', hear);
      child.stderr?.on('data', hear);
      child.once('exit', (code, signal) => {
        ended();
        if (stopping) return;
        if (signal !== 'SIGKILL') {
          crashes.push(`${member.name} ended with ${signal ?? code}: ${member.lines.slice(-3).join(' | ')}`);
        }
        setTimeout(
          () => {
            if (stopping) return;
            member.child = launch(role, port);
            watch();
          },
          signal === 'SIGKILL' ? 0 : restartPauseMs,
        );
      });
    };
    watch();
    members.push(member);
  }

  return {
    members,
    crashes,
    async ready() {
      const until = performance.now() + readyWithinMs;
      for (const member of members) {
        while (!(await answers(member.port))) {
          if (performance.now() > until) {
            throw new Error(`${member.name} was not ready:\n${member.lines.join('\n')}`);
          }
          await delay(100);
        }
      }
    },
    lastWords: () => members.map((m) => `[${m.name}]\n${m.lines.slice(-15).join('\n')}`).join('\n'),
    async stop() {
      stopping = true;
      const late: string[] = [];
      await Promise.all(
        members.map(async ({ name, child }) => {
          if (child.exitCode !== null || child.signalCode !== null) return;
          const ended = once(child, 'exit');
          child.kill('SIGTERM');
          const patience = new AbortController();
          const tooLong = delay(stopWithinMs, 'late', { signal: patience.signal }).catch(() => undefined);
          if ((await Promise.race([ended, tooLong])) === 'late') {
            late.push(name);
            child.kill('SIGKILL');
            await ended;
          }
          patience.abort();
        }),
      );
      return late;
    },
  };
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
  } catch {
    return false;
  }
}
