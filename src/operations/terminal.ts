import { createInterface } from 'node:readline';
import { AppError } from '../shared/errors.js';

/** What an operator reads. Chinese first; progress and results go to the same place. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One line typed by the operator; null when there is nobody to type it. */
export async function ask(question: string): Promise<string | null> {
  process.stdout.write(question);
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return line.trim();
    return null;
  } finally {
    lines.close();
  }
}

/** Runs a command; an expected error is told in one sentence, any other with its trace. Sets the exit code. */
export async function runCommand(title: string, command: () => Promise<number>): Promise<void> {
  // Whoever reads through `head` has seen enough.
  process.stdout.on('error', () => process.exit(0));
  let code: number;
  try {
    code = await command();
  } catch (error) {
    process.stderr.write(`\n${title}没有成功：\n${describeError(error)}\n`);
    code = 1;
  }
  // A connection that hangs must not keep the command from ending.
  process.exit(code);
}

export function describeError(error: unknown): string {
  if (error instanceof AppError || isUsageError(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What `parseArgs` throws: an option that does not exist, or one without its value. */
function isUsageError(error: unknown): error is Error {
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/** An instant as people in China read it: 2026-09-23 10:15. */
export function writeInstant(at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(at);
}

/** Sizes as people read them. */
export function writeBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(0)} KB`;
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`;
}
