import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, loadConfig } from '../../src/config.js';
import { AppError } from '../../src/shared/errors.js';
import { projectRoot } from '../../src/shared/paths.js';

/** A project folder with a copy of the shipped config that a test may spoil. */
export class ConfigCopy {
  readonly root = mkdtempSync(join(tmpdir(), 'gridwhistle-config-'));

  /** What CONFIG_DIR is set to. */
  readonly folder = join(this.root, 'config');

  constructor() {
    cpSync(join(projectRoot, 'config'), join(this.root, 'config'), { recursive: true });
  }

  /** Replaces the first occurrence, which must exist: otherwise the test would try an unspoiled file. */
  replace(file: string, from: string | RegExp, to: string): this {
    const path = join(this.root, 'config', file);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(from, to);
    if (after === before) throw new Error(`${file} holds no ${String(from)}`);
    writeFileSync(path, after);
    return this;
  }

  /** Adds lines at the end of a file, as whoever enters one more unit or grid does. */
  append(file: string, lines: readonly string[]): this {
    appendFileSync(join(this.folder, file), `${lines.join('\n')}\n`);
    return this;
  }

  write(file: string, text: string): this {
    writeFileSync(join(this.root, file), text);
    return this;
  }

  remove(file: string): this {
    rmSync(join(this.root, 'config', file));
    return this;
  }

  load(env: NodeJS.ProcessEnv = {}): Config {
    return loadConfig({ env, root: this.root });
  }

  /** What the operator reads when the product refuses to start. */
  refusal(env: NodeJS.ProcessEnv = {}): AppError {
    try {
      this.load(env);
    } catch (error) {
      if (error instanceof AppError) return error;
      throw error;
    }
    throw new Error('The config was accepted');
  }

  delete(): void {
    rmSync(this.root, { recursive: true });
  }
}
