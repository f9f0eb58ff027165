import { parseLimit } from '../domain/calendar/index.js';
import { isAllowedIn } from '../domain/cases/decide.js';
import type { Awaiting } from '../domain/conversations/dialog.js';
import { workCard } from './case-cards.js';
import { caseValues } from './case-words.js';
import {
  commandOf,
  courtesy,
  findUnit,
  type OfficerWord,
  readOfficerWord,
  readReturnReason,
  withoutNumbers,
} from './officer-words.js';
import type { CaseView, Turn } from './turn.js';
import { readUntil } from './until-words.js';

/** What was asked of the officer, and the act that his next words complete. */
const awaited: Partial<Record<Awaiting['kind'], OfficerWord>> = {
  'return-reason': 'return',
  'transfer-unit': 'transfer',
  extension: 'extend',
  result: 'resolve',
  question: 'ask',
  'contact-result': 'contact',
};
type AskedKind = 'return-reason' | 'transfer-unit' | 'extension' | 'result' | 'question' | 'contact-result';

/** After this long the next words are no longer taken for the answer to what was asked. */
const patienceMs = 2 * 3600 * 1000;

/** The words after a button: 退回 was tapped, now comes why. */
export async function continueAct(turn: Turn): Promise<boolean> {
  const { awaiting } = turn.dialog;
  const word = awaiting ? awaited[awaiting.kind] : undefined;
  if (!awaiting || !word || !('caseId' in awaiting)) return false;
  if ((turn.text === '' && turn.mediaIds.length === 0) || courtesy.test(turn.text)) return false;
  const view = await turn.cases.byId(awaiting.caseId);
  turn.dialog = { ...turn.dialog, awaiting: null };
  const askedAt = turn.dialog.focusAt ? Date.parse(turn.dialog.focusAt) : 0;
  if (!view || turn.now.getTime() - askedAt > patienceMs) return false;
  if (/^(算了|取消|不了|先不)/.test(turn.text)) {
    turn.say('officer.dropped', caseValues(turn, view));
    return true;
  }
  // Another verb, or the number of another case, is a new wish and not the answer.
  const numbers = turn.understanding().caseNumbers;
  const other = readOfficerWord(turn.text, numbers);
  if (numbers.some((n) => n !== view.case.number)) return false;
  if (other && other.word !== word && /^(签收|退回|转办|办结|申请延期|问一下)/.test(turn.text)) return false;
  if (word === 'resolve' && turn.text === '') {
    // A picture before the words: kept for them.
    const looseMediaIds = [...turn.dialog.looseMediaIds, ...turn.mediaIds].slice(-6);
    turn.dialog = { ...turn.dialog, awaiting, looseMediaIds };
    turn.say('officer.picture-kept', caseValues(turn, view));
    return true;
  }
  await performAct(turn, view, word, other?.word === word ? other.rest || turn.text : turn.text);
  return true;
}

/** Does it, or asks for the one thing that is missing. `words` is what was written beside the verb. */
export async function performAct(
  turn: Turn,
  view: CaseView,
  word: OfficerWord,
  words: string,
): Promise<void> {
  const c = view.case;
  const values = caseValues(turn, view);
  if (!(await turn.cases.may(commandOf(word), c))) {
    turn.say('error.not-allowed');
    return;
  }
  if (!isAllowedIn(c.state, commandOf(word))) {
    turn.say('officer.state', values);
    return;
  }
  switch (word) {
    case 'acknowledge': {
      const unitCode = 'unitCode' in c ? c.unitCode : turn.config.zone.town_centre;
      const done = await turn.cases.act(c.id, { type: 'acknowledge', unitCode, assigneeId: turn.person.id });
      turn.say('officer.acknowledged', caseValues(turn, done));
      turn.show(workCard(turn, done));
      return;
    }
    case 'return': {
      if (words === '') return ask(turn, view, 'return-reason', 'officer.return-why');
      const done = await turn.cases.act(
        c.id,
        { type: 'return', reason: readReturnReason(words) },
        { kind: 'reason', text: words, shared: false },
      );
      turn.say('officer.returned', { ...caseValues(turn, done), reason: words });
      return;
    }
    case 'transfer':
      return transfer(turn, view, words);
    case 'extend':
      return extend(turn, view, words);
    case 'ask': {
      if (!c.reporterId && !c.filedById) {
        turn.say('officer.nobody-to-ask', values);
        return;
      }
      if (words === '') return ask(turn, view, 'question', 'officer.ask-what');
      await turn.cases.act(c.id, { type: 'ask' }, { kind: 'question', text: words, shared: true });
      turn.say('officer.asked', { ...values, question: words });
      return;
    }
    case 'contact': {
      if (words === '') return ask(turn, view, 'contact-result', 'officer.contact-what');
      const done = await turn.cases.act(
        c.id,
        { type: 'contact' },
        { kind: 'contact', text: words, shared: false },
      );
      turn.say('officer.contacted', caseValues(turn, done));
      return nowInHand(turn, view, done);
    }
    case 'progress': {
      const mediaIds = takePictures(turn);
      const done = await turn.cases.act(
        c.id,
        { type: 'report-progress' },
        { kind: 'addition', text: words || turn.text, mediaIds, shared: true },
      );
      turn.say('officer.progress', caseValues(turn, done));
      return nowInHand(turn, view, done);
    }
    case 'resolve': {
      if (words === '' && turn.mediaIds.length + turn.dialog.looseMediaIds.length === 0) {
        return ask(turn, view, 'result', 'officer.resolve-what');
      }
      const done = await turn.cases.act(
        c.id,
        { type: 'resolve' },
        { kind: 'result', text: words || null, mediaIds: takePictures(turn), shared: true },
      );
      turn.say(
        done.case.state === 'checking' ? 'officer.resolved-check' : 'officer.resolved',
        caseValues(turn, done),
      );
      return;
    }
  }
}

function ask(turn: Turn, view: CaseView, kind: AskedKind, key: string): void {
  turn.dialog = { ...turn.dialog, awaiting: { kind, caseId: view.case.id } };
  turn.say(key, caseValues(turn, view));
}

/** Pictures of this message and those sent ahead of it. */
function takePictures(turn: Turn): string[] {
  const taken = [...turn.dialog.looseMediaIds, ...turn.mediaIds];
  turn.dialog = { ...turn.dialog, looseMediaIds: [] };
  return taken;
}

/** Who acts without 签收 loses the card it was on and gets the one for the work. */
function nowInHand(turn: Turn, before: CaseView, done: CaseView): void {
  if (before.case.state === 'assigned' || before.case.state === 'reopened') turn.show(workCard(turn, done));
}

async function transfer(turn: Turn, view: CaseView, words: string): Promise<void> {
  const unit = findUnit(turn.config.departments, words);
  if (!unit) return ask(turn, view, 'transfer-unit', 'officer.transfer-whom');
  const officer = await turn.cases.pickAssignee(unit.code, view.case.urgency);
  if (!officer) {
    turn.say('officer.unit-empty', { unit: unit.name });
    return;
  }
  await turn.cases.act(
    view.case.id,
    { type: 'transfer', unitCode: unit.code, assigneeId: officer.personId },
    { kind: 'reason', text: words, shared: false },
  );
  turn.say('officer.transferred', { ...caseValues(turn, view), unit: unit.name });
}

async function extend(turn: Turn, view: CaseView, words: string): Promise<void> {
  const values = caseValues(turn, view);
  const limit = view.deadlines.find((d) => d.kind === 'resolve');
  if (!limit) {
    turn.say('officer.state', values);
    return;
  }
  const until = readUntil(turn.calendar, words, limit.dueAt, turn.now);
  if (!until || until <= limit.dueAt) return ask(turn, view, 'extension', 'officer.extend-until');
  const latest = turn.calendar.addLimit(limit.dueAt, parseLimit(turn.config.zone.limits.extension_max)).at;
  if (until > latest) {
    turn.dialog = { ...turn.dialog, awaiting: { kind: 'extension', caseId: view.case.id } };
    turn.say('officer.extend-too-long', { ...values, latest: turn.calendar.describeDue(latest, turn.now) });
    return;
  }
  await turn.cases.act(
    view.case.id,
    { type: 'request-extension', until },
    { kind: 'reason', text: withoutNumbers(turn.text, turn.understanding().caseNumbers), shared: false },
  );
  turn.say('officer.extend-asked', { ...values, until: turn.calendar.describeDue(until, turn.now) });
}
