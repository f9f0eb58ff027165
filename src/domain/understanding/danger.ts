import type { DangerConfig } from '../../config/words-schema.js';
import { compilePhrases, type Hit, type PhraseList, type Span } from './phrases.js';
import type { Guess } from './understanding.js';

/** Two parts of a danger phrase stand this close (characters); so danger.yaml promises. */
const gap = 8;

/** Said by whoever sees it now. One of them outweighs a word of not_now: 去年着过火,现在又着了. */
const present =
  /现在|正在|这会儿?|刚刚|快来|快救|速来|来人啊|救命|救救|救人啊|今天又|又着|这回真|怎么办[啊呀]|真(?:的)?(?:着火|着了|出事|晕)|不是演的|不是演习|不是演练/;

/** Shouting counts where it stands behind the danger: an exclamation about a drill is no alarm. */
const shouted = /^[^!]{0,12}!!/;

/** Over, whether it is said before or after what happened. Other words of not_now cannot undo 着火了 by standing behind it. */
const over =
  /误报|报错|虚惊|没事了|不用来|灭了|找着了|找到了|回来了|脱困|救下来|救上来|申请|怎么处理|年前|月前|天前|赔/;

/** In a short message every word speaks about the same thing; in a long one only what stands near. */
const shortMessage = 60;
const nearby = 40;

export type DangerReader = (text: string) => Guess<string> | null;

/** Looks for danger to somebody now, in normalised text. Rather one alarm too many: a person reads what follows. */
export function createDangerReader(danger: DangerConfig): DangerReader {
  const notNow = compilePhrases(danger.not_now, gap);
  const kinds = danger.kinds.map((kind) => ({
    id: kind.id,
    words: compilePhrases(kind.words, gap),
    harmless: compilePhrases(kind.harmless, gap),
  }));

  return (text) => {
    const now = present.test(text);
    let best: Guess<string> | null = null;
    for (const kind of kinds) {
      const hits = standing(text, kind.words, kind.harmless).filter(
        (hit) => now || !excused(text, hit, notNow),
      );
      if (hits.length === 0) continue;
      const because = [...new Set(hits.map((h) => h.phrase))];
      // 0.7 for one phrase, nearing 1 with more; the numbers only rank kinds against each other.
      const score = 1 - 0.3 / because.length + (now ? 0.05 : 0);
      if (!best || score > best.score) best = { value: kind.id, score: Math.min(score, 1), because };
    }
    return best;
  };
}

/** Hits of which no part lies in a harmless phrase: 车差点撞了人 has its 撞 in 差点撞. */
function standing(text: string, words: PhraseList, harmless: PhraseList): Hit[] {
  const hits = words.findAll(text);
  if (hits.length === 0) return hits;
  const covers = harmless.findAll(text);
  return hits.filter((hit) => !covers.some((cover) => hit.parts.some((part) => overlaps(cover, part))));
}

function overlaps(cover: Span, part: Span): boolean {
  return part.start < cover.end && cover.start < part.end;
}

function excused(text: string, hit: Hit, notNow: PhraseList): boolean {
  if (shouted.test(text.slice(hit.end, hit.end + 14))) return false;
  const from = text.length <= shortMessage ? 0 : Math.max(0, hit.start - nearby);
  const around = text.length <= shortMessage ? text : text.slice(from, hit.end + nearby);
  const happened = text.slice(hit.start, hit.end + 1).includes('了');
  return notNow.findAll(around).some((n) => !happened || from + n.start < hit.start || over.test(n.phrase));
}
