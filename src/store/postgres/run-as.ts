import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { AppError } from '../../shared/errors.js';
import type { Account } from './account.js';

/** Options for a child process of the server's account, free of what our own environment would change. */
export function childOptions(account: Account | undefined): {
  cwd: string;
  env: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
} {
  // TZ: times are stored with their zone, and without it initdb tries every zone file to guess one.
  const env = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
  return { cwd: '/', env, ...account };
}

/** Runs a PostgreSQL program to its end; its own words go into the error. */
export async function runAs(account: Account | undefined, program: string, args: string[]): Promise<void> {
  const child = spawn(program, args, { ...childOptions(account), stdio: ['ignore', 'ignore', 'pipe'] });
  const errors = text(child.stderr);
  let code: unknown;
  try {
    [code] = await once(child, 'close');
  } catch (cause) {
    throw cannotRun(program, String(cause), cause);
  }
  if (code !== 0) throw cannotRun(program, await errors);
}

export function cannotRun(program: string, words: string, cause?: unknown): AppError {
  return new AppError(
    'embedded-database-failed',
    'tell-operator',
    `内置 PostgreSQL 不能运行（${program}）：${words.trim()}\n` +
      '请检查数据目录的权限和磁盘空间，或用 DATABASE_URL 指定一个 PostgreSQL 数据库。',
    { cause },
  );
}
