import { type LongOptions, wholeNumber } from '../support/long-test.js';

/** What happens in a run beside crashes and faults. */
export interface Variant {
  name: string;
  /** What asks for it on the command line. */
  flags: string;
  wipes: number;
  stopSeconds: number;
}

const named = (wipes: number, stopSeconds: number): Variant => {
  const words = [wipes > 0 && `--wipe-queue ${wipes}`, stopSeconds > 0 && `--stop-database ${stopSeconds}`];
  const flags = words.filter(Boolean).join(' ');
  return { name: flags.replaceAll('--', '') || 'plain', flags, wipes, stopSeconds };
};

const all = [named(0, 0), named(2, 0), named(0, 40)];

/** All of them with `--variants all`, else the one that the other flags describe. */
export function readVariants(options: LongOptions): Variant[] {
  const asked = options.flags.get('variants');
  if (asked === undefined) {
    return [named(wholeNumber(options, 'wipe-queue', 0), wholeNumber(options, 'stop-database', 0))];
  }
  if (asked !== 'all') throw new Error('--variants 只能是 all (all is the only one)');
  return all;
}
