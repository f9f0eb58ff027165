import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { projectRoot } from '../../src/shared/paths.js';

/** Another process that uses the database of the same DATA_DIR. */
export interface Holder {
  connectionString: string;
  /** Ends it as a signal from the operator would; returns its exit code. */
  leave(): Promise<number | null>;
  /** kill -9 */
  kill(): Promise<void>;
}

/** Any Linux knows this account; a run that is not root's uses its own instead. */
const nobody = { uid: 65534, gid: 65534 };

/**
 * Starts one from the compiled code of `clone` and waits until it has the database.
 * `ordinary`: as an account without rights when the tests run as root.
 */
export async function holdDatabase(options: {
  dataDir: string;
  clone?: string;
  ordinary?: boolean;
}): Promise<Holder> {
  const clone = options.clone ?? projectRoot;
  const account = options.ordinary && process.getuid?.() === 0 ? nobody : {};
  const script = join(clone, 'tests/support/holder.mjs');
  const child = spawn(process.execPath, [script, clone, options.dataDir], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    ...account,
  });
  const errors = text(child.stderr);
  const connectionString = await firstLine(child, errors);
  const exited = once(child, 'exit');
  return {
    connectionString,
    async leave() {
      child.kill('SIGTERM');
      await exited;
      return child.exitCode;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function firstLine(child: ChildProcess, errors: Promise<string>): Promise<string> {
  if (!child.stdout) throw new Error('the child has no output');
  for await (const line of createInterface(child.stdout)) return line;
  throw new Error(`the process did not get its database: ${await errors}`);
}
