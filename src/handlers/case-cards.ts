import { type Case, endedStates, type QueueReason } from '../domain/cases/case.js';
import { displayCaseNumber } from '../domain/understanding/index.js';
import { categoryName, due, gridName, unitName, unitNameOf, type Wording } from './case-words.js';
import type { CardDraft, CaseView, Turn } from './turn.js';

/** A unit the dispatcher is offered, with words that fit a button. */
export type Candidate = Awaited<ReturnType<Turn['candidates']>>[number];

function rowsOf(words: Wording, view: CaseView): { label: string; value: string }[] {
  return [
    { label: '编号', value: displayCaseNumber(view.case.number) },
    { label: '类别', value: categoryName(words, view.case) },
    { label: '地点', value: view.place ?? '未写明' },
    { label: '网格', value: gridName(words, view.case) },
  ];
}

function dueRow(words: Wording, view: CaseView, label: string, kind: Parameters<typeof due>[2]) {
  const text = due(words, view, kind);
  return text ? [{ label, value: text }] : [];
}

/** For the officer who is to acknowledge. */
export function taskCard(words: Wording, view: CaseView): CardDraft {
  const { state, urgency } = view.case;
  const mark = state === 'reopened' ? '【重办】' : urgency === '一般' ? '' : `【${urgency}】`;
  return {
    purpose: 'task',
    caseId: view.case.id,
    title: `${mark}${view.title}`,
    rows: [
      ...rowsOf(words, view),
      ...dueRow(words, view, '签收', 'acknowledge'),
      ...dueRow(words, view, '办结', 'resolve'),
    ],
    text: view.summary,
    buttons: [
      { key: 'acknowledge', text: '签收', style: 'primary' },
      { key: 'return', text: '退回' },
      { key: 'transfer', text: '转办' },
      { key: 'extend', text: '申请延期' },
      { key: 'ask', text: '问一下' },
      { key: 'resolve', text: '办结' },
    ],
  };
}

/** For the officer who has it in hand. */
export function workCard(words: Wording, view: CaseView): CardDraft {
  return {
    purpose: 'work',
    caseId: view.case.id,
    title: `办理中 ${view.title}`,
    rows: [...rowsOf(words, view), ...dueRow(words, view, '办结', 'resolve')],
    buttons: [
      { key: 'resolve', text: '办结', style: 'primary' },
      { key: 'contact', text: '已电话联系' },
      { key: 'ask', text: '问一下' },
      { key: 'extend', text: '申请延期' },
      { key: 'transfer', text: '转办' },
      { key: 'return', text: '退回' },
    ],
  };
}

/** For the duty list: somebody may be in danger. */
export function alertCard(words: Wording, view: CaseView): CardDraft {
  const minutes = Math.max(0, Math.round((words.now.getTime() - view.case.reportedAt.getTime()) / 60_000));
  return {
    purpose: 'alert',
    caseId: view.case.id,
    title: `【特急】${view.title}`,
    rows: [
      { label: '编号', value: displayCaseNumber(view.case.number) },
      { label: '地点', value: view.place ?? '还没说，正在问' },
      { label: '网格', value: gridName(words, view.case) },
      { label: '报来', value: minutes === 0 ? '刚才' : `${minutes}分钟前` },
    ],
    text: view.summary,
    buttons: [
      { key: 'go', text: '我去', style: 'primary' },
      { key: 'call', text: '我联系', style: 'primary' },
    ],
  };
}

const queueWords: Record<QueueReason, string> = {
  'category-unsure': '类别拿不准',
  'grid-unsure': '地点拿不准',
  'category-and-grid-unsure': '类别、地点都拿不准',
  'consult-unanswered': '咨询，等人答复',
  'not-understood': '没听懂，请人看',
  returned: '退回，等裁定',
  'no-officer': '该单位没有可派的人',
};

function whyInQueue(words: Wording, c: Case): string {
  if (c.state === 'returned') return `${unitName(words, c.fromUnitCode)}退回`;
  return c.state === 'reported' || c.state === 'accepted' ? queueWords[c.queueReason] : '';
}

/** For the dispatcher: candidates as buttons (at most four), then 问一下 and 不予受理. */
export function dispatchCard(words: Wording, view: CaseView, candidates: readonly Candidate[]): CardDraft {
  const asked = view.case.kind === 'consult';
  return {
    purpose: 'dispatch',
    caseId: view.case.id,
    title: `待派单 ${view.title}`,
    rows: [
      ...rowsOf(words, view),
      { label: '原因', value: whyInQueue(words, view.case) },
      ...dueRow(words, view, '派单', view.case.state === 'returned' ? 'arbitrate' : 'dispatch'),
    ],
    text: view.summary,
    buttons: [
      // A question is answered by the centre itself where it can be.
      ...(asked ? [{ key: 'reply', text: '答复', style: 'primary' as const }] : []),
      ...candidates.slice(0, asked ? 3 : 4).map((x, i) => ({
        key: `assign-${x.categoryCode}-${x.unitCode}`,
        text: x.label,
        style: i === 0 && !asked ? ('primary' as const) : ('default' as const),
      })),
      { key: 'ask', text: '问一下' },
      { key: 'decline', text: '不予受理', style: 'danger' as const },
    ],
  };
}

export function checkCard(words: Wording, view: CaseView, result: string | null): CardDraft {
  return {
    purpose: 'check',
    caseId: view.case.id,
    title: `请核查 ${view.title}`,
    rows: [...rowsOf(words, view), ...dueRow(words, view, '核查', 'check')],
    text: result ? `办理结果：${result}` : '办件人没有写结果，有照片请看照片。',
    buttons: [
      { key: 'pass', text: '核查通过', style: 'primary' },
      { key: 'fail', text: '没办好', style: 'danger' },
    ],
  };
}

/** For the reporter: was it done? */
export function rateCard(words: Wording, view: CaseView, result: string | null): CardDraft {
  return {
    purpose: 'rate',
    caseId: view.case.id,
    title: `你报的“${view.title}”办好了吗`,
    rows: [
      { label: '编号', value: displayCaseNumber(view.case.number) },
      { label: '办理', value: unitNameOf(words, view.case) },
    ],
    text: result ? `办理结果：${result}` : '办件人说已经办好。',
    buttons: [
      { key: 'satisfied', text: '好了，满意', style: 'primary' },
      { key: 'neutral', text: '一般' },
      { key: 'unsatisfied', text: '没办好', style: 'danger' },
    ],
  };
}

export function extensionCard(words: Wording, view: CaseView, until: Date, reason: string): CardDraft {
  return {
    purpose: 'extension',
    caseId: view.case.id,
    title: `申请延期 ${view.title}`,
    rows: [
      { label: '编号', value: displayCaseNumber(view.case.number) },
      ...dueRow(words, view, '原定', 'resolve'),
      { label: '申请到', value: words.calendar.describeDue(until, words.now) },
    ],
    text: `理由：${reason}`,
    buttons: [
      { key: 'grant', text: '同意', style: 'primary' },
      { key: 'refuse', text: '不同意', style: 'danger' },
    ],
  };
}

/** For the zone centre: a case that was let slip. */
export function superviseCard(words: Wording, view: CaseView, line: string): CardDraft {
  return {
    purpose: 'supervise',
    caseId: view.case.id,
    title: `【督办】${view.title}`,
    rows: [
      ...rowsOf(words, view),
      { label: '单位', value: 'unitCode' in view.case ? unitNameOf(words, view.case) : '未派单' },
    ],
    text: line,
    buttons: [
      { key: 'supervise', text: '再督办', style: 'primary' },
      { key: 'history', text: '看经过' },
    ],
  };
}

/** Whether a card's buttons have lost their sense in the case's present state. */
export function isCardStale(c: Case, card: { purpose: string; personId: string }): boolean {
  const mine = 'assigneeId' in c && c.assigneeId === card.personId;
  switch (card.purpose) {
    case 'task':
      return !((c.state === 'assigned' || c.state === 'reopened') && mine);
    case 'work':
      return !((c.state === 'acknowledged' || c.state === 'in-progress') && mine);
    case 'alert':
      return c.state !== 'assigned';
    case 'dispatch':
      return c.state !== 'reported' && c.state !== 'accepted' && c.state !== 'returned';
    case 'check':
      return c.state !== 'checking';
    case 'rate':
      return c.state !== 'resolved';
    case 'extension':
      return !['assigned', 'acknowledged', 'in-progress', 'reopened'].includes(c.state);
    case 'supervise':
      return c.state === 'resolved' || endedStates.includes(c.state);
    default:
      return false;
  }
}
