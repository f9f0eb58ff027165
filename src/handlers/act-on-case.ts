import { parseLimit } from '../domain/calendar/index.js';
import { isAllowedIn } from '../domain/cases/decide.js';
import { caseValues } from './case-words.js';
import { findUnit, type OfficerWord, readOfficerWord, readReturnReason } from './officer-words.js';
import { pickCase } from './pick-case.js';
import type { CaseView, Handler, Turn } from './turn.js';
import { readUntil } from './until-words.js';

/** What an officer can do to a case: the same by a button and by typing. */
export const actOnCase: Handler = {
  name: 'act-on-case',
  async handle(turn) {
    const { tap } = turn;
    if (tap && (tap.purpose === 'task' || tap.purpose === 'work') && tap.caseId) {
      const view = await turn.cases.byId(tap.caseId);
      if (!view) return false;
      turn.focus(view.case.id);
      await perform(turn, view, readButton(tap.buttonKey), '');
      return true;
    }
    if (tap) return false;
    if (await continueAct(turn)) return true;

    const posts = turn.actor.kind === 'person' ? turn.actor.posts : [];
    if (posts.length === 0 || turn.text === '') return false;
    const word = readOfficerWord(turn.text);
    const duties = await turn.cases.duties();
    if (!word) return false;
    // A grid worker who tells of something done without having any case in hand files it as 自办 instead.
    if (duties.length === 0 && turn.understanding().caseNumbers.length === 0) {
      if (!posts.some((p) => p.role === '办件人' || p.role === '分管负责人')) return false;
      turn.say('officer.no-duties');
      return true;
    }
    const fitting = duties.filter((v) => isAllowedIn(v.case.state, commandOf(word.word)));
    const picked = await pickCase(turn, fitting.length > 0 ? fitting : duties, { useFocus: true });
    if (picked.found === null) {
      if (!picked.asked) turn.say('officer.no-duties');
      return true;
    }
    turn.focus(picked.found.case.id);
    await perform(turn, picked.found, word.word, word.rest);
    return true;
  },
};

function readButton(key: string): OfficerWord {
  switch (key) {
    case 'return':
    case 'transfer':
    case 'ask':
    case 'resolve':
    case 'contact':
      return key;
    case 'extend':
      return 'extend';
    default:
      return 'acknowledge';
  }
}

function commandOf(word: OfficerWord) {
  return word === 'extend' ? 'request-extension' : word;
}

/** The words after a button: 退回 was tapped, now comes why. */
async function continueAct(turn: Turn): Promise<boolean> {
  const { awaiting } = turn.dialog;
  const word = awaiting ? awaitedWord(awaiting.kind) : null;
  if (!awaiting || !word || !('caseId' in awaiting)) return false;
  if (turn.text === '' && turn.mediaIds.length === 0) return false;
  const view = await turn.cases.byId(awaiting.caseId);
  turn.dialog = { ...turn.dialog, awaiting: null };
  if (!view) return false;
  if (/^(算了|取消|不了|先不)/.test(turn.text)) {
    turn.say('officer.dropped', caseValues(turn, view));
    return true;
  }
  // Another verb, or the number of another case, is a new wish and not the answer.
  const other = readOfficerWord(turn.text);
  const number = turn.understanding().caseNumbers[0];
  if ((number && number !== view.case.number) || (other && other.word !== word && /^.{0,2}(签收|退回|转办|办结|申请延期)/.test(turn.text))) {
    return false;
  }
  if (word === 'resolve' && turn.text === '') {
    // A picture before the words: kept for them.
    turn.dialog = { ...turn.dialog, awaiting, looseMediaIds: [...turn.dialog.looseMediaIds, ...turn.mediaIds].slice(-6) };
    turn.say('officer.picture-kept', caseValues(turn, view));
    return true;
  }
  await perform(turn, view, word, other && other.word === word ? other.rest || turn.text : turn.text);
  return true;
}

function awaitedWord(kind: string): OfficerWord | null {
  switch (kind) {
    case 'return-reason':
      return 'return';
    case 'transfer-unit':
      return 'transfer';
    case 'extension':
      return 'extend';
    case 'result':
      return 'resolve';
    case 'question':
      return 'ask';
    case 'contact-result':
      return 'contact';
    default:
      return null;
  }
}

async function perform(turn: Turn, view: CaseView, word: OfficerWord, words: string): Promise<void> {
  const c = view.case;
  const values = caseValues(turn, view);
  const ask = (kind: 'return-reason' | 'transfer-unit' | 'extension' | 'result' | 'question' | 'contact-result', key: string) => {
    turn.dialog = { ...turn.dialog, awaiting: { kind, caseId: c.id } };
    turn.say(key, values);
  };
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
      turn.show(workCardOf(turn, done));
      return;
    }
    case 'return': {
      if (words === '') return ask('return-reason', 'officer.return-why');
      const done = await turn.cases.act(
        c.id,
        { type: 'return', reason: readReturnReason(words) },
        { kind: 'reason', text: words, shared: false },
      );
      turn.say('officer.returned', { ...caseValues(turn, done), reason: words });
      return;
    }
    case 'transfer': {
      const unit = findUnit(turn.config.departments, words);
      if (!unit) return ask('transfer-unit', 'officer.transfer-whom');
      const officer = await turn.cases.pickAssignee(unit.code, c.urgency);
      if (!officer) {
        turn.say('officer.unit-empty', { unit: unit.name });
        return;
      }
      await turn.cases.act(
        c.id,
        { type: 'transfer', unitCode: unit.code, assigneeId: officer.personId },
        { kind: 'reason', text: words, shared: false },
      );
      turn.say('officer.transferred', { ...values, unit: unit.name });
      return;
    }
    case 'extend': {
      const limit = view.deadlines.find((d) => d.kind === 'resolve');
      if (!limit) {
        turn.say('officer.state', values);
        return;
      }
      const until = readUntil(turn.calendar, words, limit.dueAt, turn.now);
      if (!until || until <= limit.dueAt) return ask('extension', 'officer.extend-until');
      const latest = turn.calendar.addLimit(limit.dueAt, parseLimit(turn.config.zone.limits.extension_max)).at;
      if (until > latest) {
        turn.dialog = { ...turn.dialog, awaiting: { kind: 'extension', caseId: c.id } };
        turn.say('officer.extend-too-long', { ...values, latest: turn.calendar.describeDue(latest, turn.now) });
        return;
      }
      await turn.cases.act(c.id, { type: 'request-extension', until }, { kind: 'reason', text: words, shared: false });
      turn.say('officer.extend-asked', { ...values, until: turn.calendar.describeDue(until, turn.now) });
      return;
    }
    case 'ask': {
      if (!c.reporterId && !c.filedById) {
        turn.say('officer.nobody-to-ask', values);
        return;
      }
      if (words === '') return ask('question', 'officer.ask-what');
      await turn.cases.act(c.id, { type: 'ask' }, { kind: 'question', text: words, shared: true });
      turn.say('officer.asked', { ...values, question: words });
      return;
    }
    case 'contact': {
      if (words === '') return ask('contact-result', 'officer.contact-what');
      const done = await turn.cases.act(c.id, { type: 'contact' }, { kind: 'contact', text: words, shared: true });
      turn.say('officer.contacted', caseValues(turn, done));
      return;
    }
    case 'resolve': {
      const mediaIds = [...turn.dialog.looseMediaIds, ...turn.mediaIds];
      if (words === '' && mediaIds.length === 0) return ask('result', 'officer.resolve-what');
      const done = await turn.cases.act(
        c.id,
        { type: 'resolve' },
        { kind: 'result', text: words || null, mediaIds, shared: true },
      );
      turn.dialog = { ...turn.dialog, looseMediaIds: [] };
      turn.say(done.case.state === 'checking' ? 'officer.resolved-check' : 'officer.resolved', caseValues(turn, done));
      return;
    }
  }
}

/** After 签收: what can be done next, on one card. */
function workCardOf(turn: Turn, view: CaseView) {
  const values = caseValues(turn, view);
  return {
    purpose: 'work',
    caseId: view.case.id,
    title: `办理中 ${view.title}`,
    rows: [
      { label: '编号', value: values['number'] ?? '' },
      { label: '地点', value: view.place ?? '未写明' },
      { label: '办结', value: values['due'] ?? '' },
    ],
    buttons: [
      { key: 'resolve', text: '办结', style: 'primary' as const },
      { key: 'contact', text: '已电话联系' },
      { key: 'ask', text: '问一下' },
      { key: 'extend', text: '申请延期' },
      { key: 'transfer', text: '转办' },
      { key: 'return', text: '退回' },
    ],
  };
}
