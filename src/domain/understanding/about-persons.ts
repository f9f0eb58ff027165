import type { IntentsConfig } from '../../config/words-schema.js';
import type { CategoryReader } from './category.js';
import { compilePhrases } from './phrases.js';

const gap = 12;

/** Somebody needs something: then it is a matter, whoever he is. */
const need =
  /帮|救|求助|没人照|没人管|没饭|没吃|没钱|生病|病了|住院|摔|困难|需要|怎么办|咋办|受伤|饿|冻|走丢|害怕|威胁|打|骂|砸|闹|吵|偷|骗|欠|坏|漏|堵/;

/**
 * Whether a text tells only what somebody is or believes. Such a text opens no case: the law allows no record of it
 * (PIPL §28, sensitive personal information), however well it is meant.
 */
export function createPersonsReader(
  intents: Pick<IntentsConfig, 'about_persons' | 'acts'>,
  readCategories: CategoryReader,
): (text: string) => boolean {
  const persons = compilePhrases(intents.about_persons, gap);
  const acts = compilePhrases(intents.acts, gap);

  return (text) => {
    const hits = persons.findAll(text);
    if (hits.length === 0 || acts.find(text) || need.test(text)) return false;
    // Words such as 矫正 or 信教 are keywords too; only a matter beside them counts.
    const beside = blank(text, hits);
    return (readCategories(beside).guesses[0]?.score ?? 0) <= 0.5;
  };
}

function blank(text: string, spans: readonly { start: number; end: number }[]): string {
  return spans.reduce(
    (left, s) => left.slice(0, s.start) + ' '.repeat(s.end - s.start) + left.slice(s.end),
    text,
  );
}
