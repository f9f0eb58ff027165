/** Where the queue lives. */
export type Backend = 'postgres' | 'redis';

export interface LongOptions {
  /** Everything that the test draws by chance comes from it. */
  seed: number;
  backend: Backend;
  /** The flags of this test alone, as given: `--runs 10` is `runs` → `10`, a flag without a value ``. */
  flags: ReadonlyMap<string, string>;
  print(line: string): void;
}

/** What a file of `long/` exports. */
export interface LongTest {
  /** One line for the list: Chinese first, then English. */
  title: string;
  /** Flags beside --seed and --backend, each with its meaning. */
  flags: Readonly<Record<string, string>>;
  /** Prints what it saw; resolves with whether all of it was right. */
  run(options: LongOptions): Promise<boolean>;
}

/** A flag that is a whole number. */
export function wholeNumber(options: LongOptions, flag: string, otherwise: number): number {
  const given = options.flags.get(flag);
  if (given === undefined) return otherwise;
  const value = Number(given);
  if (given === '' || !Number.isInteger(value) || value < 0) {
    throw new Error(`--${flag} 要写成整数，例如 --${flag} ${otherwise} (needs a whole number)`);
  }
  return value;
}
