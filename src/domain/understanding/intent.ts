import type { IntentsConfig } from '../../config/words-schema.js';
import type { FeedbackReading } from './feedback.js';
import { compilePhrases, type PhraseList } from './phrases.js';
import {
  accusesOfficial,
  asksBack,
  asksErrand,
  correction,
  grievance,
  known,
  onlyThanks,
  plainQuestion,
  question,
  smallTalk,
  trouble,
  waiting,
} from './sentence-shapes.js';
import type { Guess, Intent, UnderstandContext } from './understanding.js';

/** Two parts of a phrase stand this close (characters); so intents.yaml promises. */
const gap = 12;

/** Characters that a shape of sentence counts for: as much as one good phrase. */
const shapeWeight = 3;

/** A message of fewer Chinese characters says nothing that could be acted on without a known word. */
const sayingSomething = 6;

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
    const talk = evidence('chitchat', chitchat, text);
    if (onlyThanks.test(text)) return { value: 'chitchat', score: 0.8, because: [text] };

    const conduct = evidence('complaint_about_staff', staff, text, 1, accusesOfficial(text));
    // A service that is named makes 补一张 an errand and not an addition.
    const errand = evidence('proxy_service', proxy, text, facts.serviceNamed ? 2 : 1, asksErrand(text));
    const about = strongest([
      aside(evidence('withdraw', withdraw, text, 1.5), text, facts),
      evidence('query_progress', query, text, 1, asksBack(text)),
      facts.categoryScore === 0 || waiting.test(text) ? evidence('press', press, text) : null,
      aside(evidence('supplement', supplement, text, 1, correction.exec(text)?.[0] ?? null), text, facts),
      fromFeedback(text, facts),
      conduct,
      errand,
    ]);
    if (about && about !== errand && about !== conduct) return about;

    const course = evidence('training', training, text);
    // Residents speak of courses as neighbours of a school; the trainers' business is for those who work here.
    if (course && (facts.role !== 'resident' || (facts.categoryScore === 0 && !trouble.test(text))))
      return course;
    if (conduct) return conduct;

    const wish = strongest([errand, asQuestion(text, facts, evidence('consult', consult, text))]);
    if (wish) return wish;

    // More than a greeting: a chain letter or abuse names troubles too, but none of ours.
    if (talk && talk.score >= scoreOf(4) && facts.categoryScore === 0) return talk;
    return asReport(text, facts) ?? talk ?? { value: 'chitchat', score: 0.3, because: [] };
  };
}

/** A question about a rule or a place; not one at the end of a complaint, and not one about the bot. */
function asQuestion(text: string, facts: IntentFacts, asked: Guess<Intent> | null): Guess<Intent> | null {
  const form = question.exec(text)?.[0];
  if (form === undefined) return null;
  if (asked) return !grievance.test(text) || asked.score > facts.categoryScore ? asked : null;
  const last = text.split(/[,，。;!\n]/).findLast((clause) => clause !== '') ?? '';
  const serious = facts.role !== 'grid' && hanIn(text) >= sayingSomething && !smallTalk.test(text);
  const plain = plainQuestion.test(last) || (question.test(last) && !trouble.test(text));
  return serious && plain && !grievance.test(text) ? { value: 'consult', score: 0.4, because: [form] } : null;
}

/** Grid workers write to report; a resident has to name a matter or a trouble. */
function asReport(text: string, facts: IntentFacts): Guess<Intent> | null {
  if (facts.categoryScore > 0) {
    return { value: 'report', score: facts.categoryScore, because: [...facts.categoryWords] };
  }
  const word = trouble.exec(text)?.[0];
  if (hanIn(text) < sayingSomething || (word === undefined && facts.role !== 'grid')) return null;
  return { value: 'report', score: 0.4, because: word === undefined ? [] : [word] };
}

/** 取消 or 改一下 beside a matter is part of that matter (公交取消了), unless the text points to one already known. */
function aside(guess: Guess<Intent> | null, text: string, facts: IntentFacts): Guess<Intent> | null {
  const slight = guess !== null && guess.because.join('').length <= 3 && facts.categoryScore > 0;
  return slight && !known.test(text) ? null : guess;
}

/**
 * What a grid worker settled on the spot is a report of his, 谢谢 beside a matter is only manners (the lamp is broken,
 * thank you), and 又堵了 is a new complaint unless it speaks of what was done.
 */
function fromFeedback(text: string, facts: IntentFacts): Guess<Intent> | null {
  const { feedback, role, solvedOnTheSpot, categoryScore } = facts;
  if (!feedback || (role === 'grid' && solvedOnTheSpot)) return null;
  if (categoryScore > 0 && feedback.value === 'bad' && !known.test(text)) return null;
  if (categoryScore > 0 && /^(?:谢谢|感谢|辛苦|不行)/.test(feedback.because)) return null;
  return { value: 'feedback', score: scoreOf(feedback.because.length), because: [feedback.because] };
}

function evidence(
  value: Intent,
  phrases: PhraseList,
  text: string,
  weight = 1,
  shape: string | null = null,
): Guess<Intent> | null {
  const words = [...new Set(phrases.findAll(text).map((h) => h.phrase))];
  if (words.length === 0 && shape === null) return null;
  const characters = words.reduce((sum, word) => sum + word.replaceAll('..', '').length, 0);
  const score = scoreOf((characters + (shape === null ? 0 : shapeWeight)) * weight);
  return { value, score, because: shape === null ? words : [...words, shape] };
}

/** More characters of evidence, more certainty: 2 → 0.5, 4 → 0.67, 8 → 0.8. */
function scoreOf(characters: number): number {
  return characters / (characters + 2);
}

function hanIn(text: string): number {
  return text.match(/\p{Script=Han}/gu)?.length ?? 0;
}

/** The first of the strongest. */
function strongest(guesses: readonly (Guess<Intent> | null)[]): Guess<Intent> | null {
  return guesses.reduce((best, g) => (g && (!best || g.score > best.score) ? g : best), null);
}
