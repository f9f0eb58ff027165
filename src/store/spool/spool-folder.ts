import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * `holding`: messages wait, new ones go behind them. `ending`: the last few are being replayed, so that waiting a
 * moment is better than going behind.
 */
export type SpoolState = 'empty' | 'ending' | 'holding';

/** Replayed within a few statements. */
const endingBytes = 64 * 1024;
/** The kernel stamps a folder with a tick of up to 10 ms: what follows a look within that time may not show. */
const tickMs = 50;

const waitingName = 'waiting.jsonl';
const replayingName = /^replaying-\d{15}-[0-9a-f]{8}\.jsonl$/;

/**
 * The files of the spool: all processes of one DATA_DIR add to `waiting.jsonl`; the one that replays renames it first
 * and takes the oldest. `refused.jsonl` holds what can never be stored.
 */
export class SpoolFolder {
  readonly path: string;
  readonly waiting: string;
  readonly refused: string;
  #state: SpoolState = 'empty';
  #changedAt = Number.NaN;
  #lookedAt = 0;

  constructor(dataDir: string) {
    this.path = join(dataDir, 'spool');
    this.waiting = join(this.path, waitingName);
    this.refused = join(this.path, 'refused.jsonl');
  }

  /** Also later: somebody may have tidied it away. */
  async make(): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o700 });
  }

  /** Asked for every message: while nothing changes in the folder it costs one `stat`. */
  state(): SpoolState {
    const changedAt = statSync(this.path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (changedAt === this.#changedAt && changedAt < this.#lookedAt - tickMs) return this.#state;
    this.#changedAt = changedAt;
    this.#lookedAt = Date.now();
    this.#state = this.#look();
    return this.#state;
  }

  #look(): SpoolState {
    const names = this.#names();
    if (names.includes(waitingName)) return 'holding';
    const replaying = names.filter((name) => replayingName.test(name));
    if (replaying.length === 0) return 'empty';
    const bytes = replaying
      .map((name) => statSync(join(this.path, name), { throwIfNoEntry: false })?.size ?? 0)
      .reduce((sum, size) => sum + size, 0);
    return bytes <= endingBytes ? 'ending' : 'holding';
  }

  #names(): string[] {
    try {
      return readdirSync(this.path);
    } catch {
      return [];
    }
  }

  /** All files with messages that wait, in the order in which they are replayed. A busy disk may take its time. */
  async files(): Promise<string[]> {
    const names = await readdir(this.path).catch(() => []);
    const replaying = names.filter((name) => replayingName.test(name)).sort();
    return [...replaying, ...names.filter((name) => name === waitingName)].map((name) =>
      join(this.path, name),
    );
  }

  /**
   * The file to replay next, under a name that nobody adds to. Names are never used twice, so that of two processes
   * that both believe it is their turn neither removes what the other has not read.
   */
  async takeOldest(): Promise<string | null> {
    const [oldest] = await this.files();
    if (oldest === undefined || oldest !== this.waiting) return oldest ?? null;
    const since = String(Date.now()).padStart(15, '0');
    const taken = join(this.path, `replaying-${since}-${randomBytes(4).toString('hex')}.jsonl`);
    try {
      await rename(this.waiting, taken);
      return taken;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async remove(file: string): Promise<void> {
    await rm(file, { force: true });
  }

  /** A new name survives a power cut only once its folder is written too. */
  async sync(): Promise<void> {
    const folder = await open(this.path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
