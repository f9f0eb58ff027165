import type { IntentsConfig } from '../../config/words-schema.js';
import type { FeedbackReading } from './feedback.js';
import { compilePhrases, type PhraseList } from './phrases.js';
import type { Guess, Intent, UnderstandContext } from './understanding.js';

/** Two parts of a phrase stand this close (characters); so intents.yaml promises. */
const gap = 12;

/** What the other readers found; the intent depends on it. */
export interface IntentFacts {
  role: UnderstandContext['role'];
  feedback: FeedbackReading | null;
  /** The words of the best category and how much they weigh (0 = none). */
  categoryWords: readonly string[];
  categoryScore: number;
  serviceNamed: boolean;
  solvedOnTheSpot: boolean;
}

export type IntentReader = (text: string, facts: IntentFacts) => Guess<Intent>;

/** Something is broken, dirty, loud, missing or wrong, whatever it is. */
const trouble =
  /坏|漏|堵|脏|臭|吵|闹|扰|乱|破|塌|断|停水|停电|停气|不亮|不通|不热|不走|不动|没人管|没人收|没人来|不管|满了|溢|裂|倒了|歪|掉|冒|偷|骗|欠|打架|占|味儿?|噪|危险|隐患|害怕|担心|受不了|投诉|举报|反映|摔|砸|扔|淹|滑|烂|锈|松动|没水|没电|没气|没了|丢|违|私自|黑心|过期|难受|影响|纠纷|矛盾|不给|不让|拖着|生病|出事|可疑/;

/** Said of a matter that lasts or angers: a question behind it (能喝么) does not make it a mere question. */
const grievance =
  /没人管|好几天|好几次|好几个月|天天|老是|一直|又[^是有能可]|都[^是有能可]{0,4}了|太|实在|赶紧|快点|[!]{2}|受不了|气人|坏了|不亮|堵了|漏|翘|冒/;

/** Four characters of evidence. */
const talkFrom = 0.66;

const question =
  /[?？]|吗|么(?!事|样)|呢$|怎么|咋|哪|多少|啥|什么|几[点个天号]|谁|能不能|可不可以|是不是|要不要|行不行|[办用能行给让]不$/;

export function createIntentReader(intents: IntentsConfig): IntentReader {
  const list = (phrases: readonly string[]) => compilePhrases(phrases, gap);
  const withdraw = list(intents.withdraw);
  const press = list(intents.press);
  const query = list(intents.query_progress);
  const supplement = list(intents.supplement);
  const training = list(intents.training);
  const staff = list([...intents.complaint_about_staff, ...intents.integrity]);
  const proxy = list(intents.proxy_service);
  const consult = list(intents.consult);
  const chitchat = list([...intents.chitchat, ...intents.abuse]);

  return (text, facts) => {
    // A service that is named makes 补一张 an errand and not an addition.
    const errand = evidence('proxy_service', proxy, text, facts.serviceNamed ? 2 : 1);
    const about = strongest([
      evidence('withdraw', withdraw, text, 1.5),
      evidence('query_progress', query, text),
      evidence('press', press, text),
      evidence('supplement', supplement, text),
      fromFeedback(facts),
      errand,
    ]);
    if (about && about !== errand) return about;

    const course = evidence('training', training, text);
    // Residents ask for courses as a benefit (技能培训); the trainers' own business is for those who work here.
    if (course && facts.role !== 'resident') return course;

    const conduct = evidence('complaint_about_staff', staff, text);
    if (conduct) return conduct;

    const asked = evidence('consult', consult, text);
    const calm = asked !== null && (!grievance.test(text) || asked.score > facts.categoryScore);
    const rule = calm && question.test(text) ? asked : null;
    const wish = strongest([errand, rule]);
    if (wish) return wish;
    if (course) return course;

    const talk = evidence('chitchat', chitchat, text);
    // More than a greeting: a chain letter or abuse names troubles too, but none of ours.
    if (talk && talk.score >= talkFrom && facts.categoryScore === 0) return talk;
    return asReport(text, facts) ?? talk ?? { value: 'chitchat', score: 0.3, because: [] };
  };
}

/** Grid workers write to report; a resident has to name a matter or a trouble. */
function asReport(text: string, facts: IntentFacts): Guess<Intent> | null {
  if (facts.categoryScore > 0) {
    return { value: 'report', score: facts.categoryScore, because: [...facts.categoryWords] };
  }
  const hanCount = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const word = trouble.exec(text)?.[0];
  if (word !== undefined && hanCount >= 6) return { value: 'report', score: 0.4, because: [word] };
  if (facts.role === 'grid' && hanCount >= 6) return { value: 'report', score: 0.4, because: [] };
  return null;
}

/**
 * What a grid worker settled on the spot is a report of his, and 谢谢 or 不行 beside a matter is only manners: the
 * lamp is broken, thank you.
 */
function fromFeedback({ feedback, role, solvedOnTheSpot, categoryScore }: IntentFacts): Guess<Intent> | null {
  if (!feedback || (role === 'grid' && solvedOnTheSpot)) return null;
  if (feedback.because.length <= 2 && categoryScore > 0.5) return null;
  return { value: 'feedback', score: scoreOf(feedback.because.length), because: [feedback.because] };
}

function evidence(value: Intent, phrases: PhraseList, text: string, weight = 1): Guess<Intent> | null {
  const words = [...new Set(phrases.findAll(text).map((h) => h.phrase))];
  if (words.length === 0) return null;
  const characters = words.reduce((sum, word) => sum + word.replaceAll('..', '').length, 0);
  return { value, score: scoreOf(characters * weight), because: words };
}

/** More characters of evidence, more certainty: 2 → 0.5, 4 → 0.67, 8 → 0.8. */
function scoreOf(characters: number): number {
  return characters / (characters + 2);
}

/** The first of the strongest. */
function strongest(guesses: readonly (Guess<Intent> | null)[]): Guess<Intent> | null {
  return guesses.reduce((best, g) => (g && (!best || g.score > best.score) ? g : best), null);
}
