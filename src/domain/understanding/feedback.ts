import type { IntentsConfig } from '../../config/words-schema.js';
import { compilePhrases } from './phrases.js';

export type Feedback = 'good' | 'neutral' | 'bad';

export interface FeedbackReading {
  value: Feedback;
  because: string;
}

const stars = /(?<![0-9差少扣])([0-5一二三四五两])(?:颗星|星|分)(?![钟0-9])/;
const starWords = '零一二三四五';
const neutral = /一般般?吧|还行吧?|凑合|马马虎虎|还可以吧?|中规中矩/;
/** 很满意 said with 不 or 没 before it, also at some distance: 不是很满意, 没觉得满意. */
const unsatisfied = /(?:不|没|谈不上|不太|不怎么|不是很|不是特别|难以|很难)(?:觉得|感到|让人)?满意/;

/** 不亮了, 没修好: what stands behind it is no praise. */
const negated = /(?:[不没未别]|没有)$/;

/** 井盖换了,谢谢: something was done, and thanks for it. */
const doneThanks =
  /(?:换|修|清|补|弄|搬|拆|亮|通|来水|来电|拉走|解决|办)好?了[^,，。!]{0,3}[,，。!]*(?:谢谢|感谢|多谢|辛苦)/;

/** How satisfied somebody is with what was done; null when the words say nothing of it. */
export function createFeedbackReader(intents: Pick<IntentsConfig, 'feedback_good' | 'feedback_bad'>) {
  const good = compilePhrases(intents.feedback_good, 12);
  const bad = compilePhrases(intents.feedback_bad, 12);

  return (text: string): FeedbackReading | null => {
    const mark = stars.exec(text);
    if (mark) {
      const digit = mark[1]?.replace('两', '二') ?? '';
      const value = starWords.includes(digit) ? starWords.indexOf(digit) : Number(digit);
      return { value: value >= 4 ? 'good' : value === 3 ? 'neutral' : 'bad', because: mark[0] };
    }
    const no = unsatisfied.exec(text)?.[0] ?? bad.find(text)?.phrase;
    if (no !== undefined) return { value: 'bad', because: no };
    const middling = neutral.exec(text)?.[0];
    const yes =
      good.findAll(text).find((hit) => !negated.test(text.slice(0, hit.start)))?.phrase ??
      doneThanks.exec(text)?.[0];
    if (yes !== undefined) return { value: 'good', because: yes };
    return middling === undefined ? null : { value: 'neutral', because: middling };
  };
}
