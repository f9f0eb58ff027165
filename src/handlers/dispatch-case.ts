import type { DeclineReason } from '../domain/cases/case.js';
import { caseLine, caseValues } from './case-words.js';
import { findUnit } from './officer-words.js';
import type { CaseView, Handler, Turn } from './turn.js';

/** The dispatcher's work in chat: 待派单, a card per case, one tap or one line to assign. */
export const dispatchCase: Handler = {
  name: 'dispatch-case',
  async handle(turn) {
    const { tap } = turn;
    if (tap?.purpose === 'dispatch' && tap.caseId) {
      const view = await turn.cases.byId(tap.caseId);
      if (!view) return false;
      turn.focus(view.case.id);
      return tapped(turn, view, tap.buttonKey);
    }
    if (tap) return false;
    if (turn.dialog.awaiting?.kind === 'question' && (await askFromQueue(turn, turn.dialog.awaiting.caseId)))
      return true;
    if (!isCentre(turn)) return false;

    if (/^(待派单|派单|待办|我的待办|今天有什么|待受理)[。!！?？]?$/.test(turn.text)) {
      await showQueue(turn);
      return true;
    }
    const assign = /(?:派给|派到|派|交给|分给|转给)/.exec(turn.text);
    const decline = /不予受理|不受理/.test(turn.text);
    const locate = /^(?:网格|地点|在)[\s:：是]*(.+)/.exec(turn.text.replace(/\d{2,10}[-－]?\d/g, '').trim());
    if (!assign && !decline && !locate) return false;
    const view = await pickFromQueue(turn);
    if (!view) return assign !== null && turn.understanding().caseNumbers.length > 0;
    turn.focus(view.case.id);
    if (decline) await declineCase(turn, view, turn.text);
    else if (assign) await assignByWords(turn, view);
    else if (locate) await locateCase(turn, view, locate[1] ?? '');
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

async function showQueue(turn: Turn): Promise<void> {
  const queue = await turn.cases.queue();
  if (queue.length === 0) {
    turn.say('dispatch.empty');
    return;
  }
  turn.say('dispatch.queue', { count: queue.length });
  // A phone shows five cards well; the rest comes when these are done.
  for (const view of queue.slice(0, 5)) turn.show(queueCard(turn, view));
}

/** Candidates are worked out anew from the words of the case. */
function queueCard(turn: Turn, view: CaseView) {
  const codes = [
    ...(view.case.categoryCode ? [view.case.categoryCode] : []),
    ...turn.candidates(view).map((c) => c.categoryCode),
  ];
  const offers = turn.candidates(view);
  return {
    purpose: 'dispatch',
    caseId: view.case.id,
    title: `待派单 ${view.title}`,
    rows: [
      { label: '编号', value: caseValues(turn, view)['number'] ?? '' },
      { label: '地点', value: view.place ?? '未写明' },
      {
        label: '网格',
        value: view.case.gridCode ? (turn.grids.find(view.case.gridCode)?.name ?? '') : '未定',
      },
      {
        label: '类别',
        value: turn.config.categories.categories.find((c) => c.code === codes[0])?.name ?? '未分类',
      },
    ],
    text: view.summary,
    buttons: [
      ...offers.map((o, i) => ({
        key: `assign-${o.categoryCode}-${o.unitCode}`,
        text: o.label,
        style: i === 0 ? ('primary' as const) : ('default' as const),
      })),
      { key: 'ask', text: '问一下' },
      { key: 'decline', text: '不予受理', style: 'danger' as const },
    ],
  };
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
  if (key === 'decline') {
    turn.say('dispatch.decline-how', caseValues(turn, view));
    return true;
  }
  return false;
}

/** A question to the reporter about a case that no unit holds yet. */
async function askFromQueue(turn: Turn, caseId: string): Promise<boolean> {
  const view = await turn.cases.byId(caseId);
  if (!view || !['reported', 'accepted', 'returned'].includes(view.case.state) || turn.text === '')
    return false;
  turn.dialog = { ...turn.dialog, awaiting: null };
  await turn.cases.act(caseId, { type: 'ask' }, { kind: 'question', text: turn.text, shared: true });
  turn.say('officer.asked', { ...caseValues(turn, view), question: turn.text });
  return true;
}

async function pickFromQueue(turn: Turn): Promise<CaseView | null> {
  const number = turn.understanding().caseNumbers[0];
  if (number) {
    const named = await turn.cases.byNumber(number);
    if (!named) turn.say('case.unknown-number', { number });
    return named;
  }
  const queue = await turn.cases.queue();
  const focused = queue.find((v) => v.case.id === turn.dialog.focusCaseId);
  if (focused) return focused;
  return queue.length === 1 ? (queue[0] ?? null) : null;
}

async function assignByWords(turn: Turn, view: CaseView): Promise<void> {
  const unit = findUnit(turn.config.departments, turn.text);
  if (!unit) {
    turn.say('dispatch.which-unit', caseValues(turn, view));
    return;
  }
  const named = turn.config.categories.categories.find(
    (c) => turn.text.includes(c.code) || turn.text.includes(c.name),
  );
  const guessed = turn.candidates(view).find((c) => c.unitCode === unit.code)?.categoryCode;
  const own = turn.config.categories.categories.find((c) => c.lead === unit.code && c.urgency !== '特急');
  const category = named?.code ?? guessed ?? view.case.categoryCode ?? own?.code ?? 'QT01';
  await assignTo(turn, view, unit.code, category);
}

async function assignTo(turn: Turn, view: CaseView, unitCode: string, categoryCode: string): Promise<void> {
  const values = caseValues(turn, view);
  const gridCode = view.case.gridCode;
  if (!gridCode) {
    // Every case carries a grid; the dispatcher names it, or the whole town when it is nowhere in particular.
    turn.say('dispatch.which-grid', values);
    turn.dialog = { ...turn.dialog, pendingAssign: { caseId: view.case.id, unitCode, categoryCode } };
    return;
  }
  const officer = await turn.cases.pickAssignee(unitCode, view.case.urgency);
  const unit = turn.config.departments.find((d) => d.code === unitCode);
  if (!officer || !unit) {
    turn.say('officer.unit-empty', { unit: unit?.name ?? unitCode });
    return;
  }
  const done = await turn.cases.act(view.case.id, {
    type: 'assign',
    unitCode,
    assigneeId: officer.personId,
    categoryCode,
    gridCode,
  });
  turn.say('dispatch.assigned', {
    ...caseValues(turn, done),
    unit: unit.name,
    name: officer.name,
    line: caseLine(turn, done),
  });
}

async function locateCase(turn: Turn, view: CaseView, words: string): Promise<void> {
  const codes = turn.placesIn(words);
  const wholeTown = /全镇|河山镇|不限|全区/.test(words)
    ? turn.config.grids.find((g) => g.level === 2)?.code
    : undefined;
  const code = codes.length === 1 ? codes[0] : wholeTown;
  if (!code) {
    turn.say(codes.length > 1 ? 'dispatch.grid-several' : 'dispatch.grid-unknown', {
      names: codes
        .slice(0, 6)
        .map((c) => turn.grids.find(c)?.name ?? c)
        .join('、'),
    });
    return;
  }
  const located = await turn.cases.act(view.case.id, { type: 'locate', gridCode: code });
  const pending = turn.dialog.pendingAssign;
  if (pending?.caseId === view.case.id) {
    turn.dialog = { ...turn.dialog, pendingAssign: null };
    await assignTo(turn, located, pending.unitCode, pending.categoryCode);
    return;
  }
  turn.say('dispatch.located', { ...caseValues(turn, located), grid: turn.grids.find(code)?.name ?? code });
}

async function declineCase(turn: Turn, view: CaseView, words: string): Promise<void> {
  const reason: DeclineReason = /信访/.test(words)
    ? 'petition'
    : /法院|诉讼|仲裁|判决/.test(words)
      ? 'court'
      : /110|119|120|12345|别的部门/.test(words)
        ? 'other-number'
        : /不是.*事|无关|闲聊|广告/.test(words)
          ? 'not-a-matter'
          : 'other';
  await turn.cases.act(view.case.id, { type: 'decline', reason });
  turn.say('dispatch.declined', caseValues(turn, view));
}
