import { assignByWords, assignTo, locateCase } from './assign-case.js';
import { dispatchCard } from './case-cards.js';
import { caseValues } from './case-words.js';
import { declineCase } from './decline-case.js';
import { withoutNumbers } from './officer-words.js';
import type { CaseView, Handler, Turn } from './turn.js';

const assigns = /^(?:把|请|将)?(?:这件|这个|它)?(?:还是|改)?(?:派给|派到|派(?!出所)|交给|分给|转给)/;
const declines = /^(?:不予受理|不受理)/;
const replies = /^(?:答复|回复|回答)[,，:：\s]*/;
const locates = /^(?:网格|地点)(?:是|在|为)?[\s:：]*(.+)/;

/** The dispatcher's work in chat: 待派单, a card per case, one tap or one line to assign. */
export const dispatchCase: Handler = {
  name: 'dispatch-case',
  async handle(turn) {
    const { tap } = turn;
    if (tap) {
      const view = tap.purpose === 'dispatch' && tap.caseId ? await turn.cases.byId(tap.caseId) : null;
      if (!view) return false;
      turn.dialog = { ...turn.dialog, awaiting: null };
      turn.focus(view.case.id);
      return tapped(turn, view, tap.buttonKey);
    }
    if (!isCentre(turn) || turn.text === '') return false;
    const { awaiting } = turn.dialog;
    if (awaiting?.kind === 'reply') return replyTo(turn, await turn.cases.byId(awaiting.caseId), turn.text);
    if (awaiting?.kind === 'question' && (await askFromQueue(turn, awaiting.caseId))) return true;
    if (/^(待派单|派单|待办|我的待办|今天有什么|待受理)[。!！?？]?$/.test(turn.text)) {
      await showQueue(turn);
      return true;
    }
    const numbers = turn.understanding().caseNumbers;
    const words = withoutNumbers(turn.text, numbers);
    const place = locates.exec(words)?.[1];
    if (!assigns.test(words) && !declines.test(words) && !replies.test(words) && !place) return false;
    const view = await pickFromQueue(turn, numbers[0]);
    if (!view) return true;
    turn.focus(view.case.id);
    if (replies.test(words)) return replyTo(turn, view, words.replace(replies, ''));
    if (declines.test(words)) await declineCase(turn, view, words.replace(declines, ''));
    else if (place) await locateCase(turn, view, place);
    else await assignByWords(turn, view, words);
    return true;
  },
};

export function isCentre(turn: Turn): boolean {
  const { town_centre, zone_centre } = turn.config.zone;
  return (
    turn.actor.kind === 'person' &&
    turn.actor.posts.some(
      (p) =>
        (p.role === '调度员' || p.role === '中心负责人') &&
        (p.unitCode === town_centre || p.unitCode === zone_centre),
    )
  );
}

/** A phone shows five cards well; the rest comes when these are done. */
const cardsAtOnce = 5;

async function showQueue(turn: Turn): Promise<void> {
  const queue = await turn.cases.queue();
  if (queue.length === 0) {
    turn.say('dispatch.empty');
    return;
  }
  turn.say(queue.length > cardsAtOnce ? 'dispatch.queue-first' : 'dispatch.queue', {
    count: queue.length,
    shown: cardsAtOnce,
  });
  for (const view of queue.slice(0, cardsAtOnce)) turn.show(dispatchCard(turn, view, turn.candidates(view)));
}

async function tapped(turn: Turn, view: CaseView, key: string): Promise<boolean> {
  const assign = /^assign-([A-Z]{2}\d{2})-([A-Z]{2,8})$/.exec(key);
  if (assign?.[1] && assign[2]) {
    await assignTo(turn, view, assign[2], assign[1]);
    return true;
  }
  if (key === 'ask') {
    turn.dialog = { ...turn.dialog, awaiting: { kind: 'question', caseId: view.case.id } };
    turn.say('officer.ask-what', caseValues(turn, view));
    return true;
  }
  if (key === 'reply') return replyTo(turn, view, '');
  if (key !== 'decline') return false;
  await declineCase(turn, view, '');
  return true;
}

/** The answer to a question that somebody asked; it ends the case. */
async function replyTo(turn: Turn, view: CaseView | null, words: string): Promise<boolean> {
  turn.dialog = { ...turn.dialog, awaiting: null };
  if (!view) return false;
  if (words === '') {
    turn.dialog = { ...turn.dialog, awaiting: { kind: 'reply', caseId: view.case.id } };
    turn.say('dispatch.reply-what', caseValues(turn, view));
    return true;
  }
  const done = await turn.cases.act(
    view.case.id,
    { type: 'reply' },
    { kind: 'answer', text: words, shared: true },
  );
  turn.say('dispatch.replied', caseValues(turn, done));
  return true;
}

/** A question to the reporter about a case that no unit holds yet. */
async function askFromQueue(turn: Turn, caseId: string): Promise<boolean> {
  const view = await turn.cases.byId(caseId);
  if (!view || !['reported', 'accepted', 'returned'].includes(view.case.state)) return false;
  turn.dialog = { ...turn.dialog, awaiting: null };
  await turn.cases.act(caseId, { type: 'ask' }, { kind: 'question', text: turn.text, shared: true });
  turn.say('officer.asked', { ...caseValues(turn, view), question: turn.text });
  return true;
}

/** The case meant: by number, spoken of a moment ago, or the only one that waits. Null: the dispatcher was answered. */
async function pickFromQueue(turn: Turn, number: string | undefined): Promise<CaseView | null> {
  if (number) {
    const named = await turn.cases.byNumber(number);
    if (!named) turn.say('case.unknown-number', { number });
    return named;
  }
  const queue = await turn.cases.queue();
  const focused = queue.find((v) => v.case.id === turn.dialog.focusCaseId);
  if (focused) return focused;
  if (queue.length === 1) return queue[0] ?? null;
  turn.say(queue.length === 0 ? 'dispatch.empty' : 'dispatch.which-case');
  return null;
}
