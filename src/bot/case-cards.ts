import type { Case } from '../domain/cases/case.js';
import type { CaseView, CardDraft } from '../handlers/turn.js';
import { displayCaseNumber } from '../domain/understanding/index.js';
import { dueText } from './case-view.js';
import type { Work } from './work.js';

/** What a card is for. A card works as long as `isCardStale` says no. */
export const cardPurposes = ['task', 'work', 'alert', 'dispatch', 'check', 'rate', 'extension', 'supervise'] as const;
export type CardPurpose = (typeof cardPurposes)[number];

function rowsOf(work: Work, view: CaseView): { label: string; value: string }[] {
  const c = view.case;
  return [
    { label: '编号', value: displayCaseNumber(c.number) },
    { label: '类别', value: work.zone.category(c.categoryCode)?.name ?? '未分类' },
    { label: '地点', value: view.place ?? '未写明' },
    { label: '网格', value: work.zone.gridName(c.gridCode) },
  ];
}

/** For the officer who is to acknowledge. */
export function taskCard(work: Work, view: CaseView): CardDraft {
  const again = view.case.state === 'reopened' ? '【重办】' : view.case.urgency === '一般' ? '' : `【${view.case.urgency}】`;
  return {
    purpose: 'task',
    caseId: view.case.id,
    title: `${again}${view.title}`,
    rows: [
      ...rowsOf(work, view),
      { label: '签收', value: dueText(work, view, 'acknowledge') },
      { label: '办结', value: dueText(work, view, 'resolve') },
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
export function workCard(work: Work, view: CaseView): CardDraft {
  return {
    purpose: 'work',
    caseId: view.case.id,
    title: `办理中 ${view.title}`,
    rows: [...rowsOf(work, view), { label: '办结', value: dueText(work, view, 'resolve') }],
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
export function alertCard(work: Work, view: CaseView): CardDraft {
  const minutes = Math.max(0, Math.round((work.now.getTime() - view.case.reportedAt.getTime()) / 60_000));
  return {
    purpose: 'alert',
    caseId: view.case.id,
    title: `【特急】${view.title}`,
    rows: [
      { label: '编号', value: displayCaseNumber(view.case.number) },
      { label: '地点', value: view.place ?? '还没说，正在问' },
      { label: '网格', value: work.zone.gridName(view.case.gridCode) },
      { label: '报来', value: minutes === 0 ? '刚才' : `${minutes}分钟前` },
    ],
    text: view.summary,
    buttons: [
      { key: 'go', text: '我去', style: 'primary' },
      { key: 'call', text: '我联系', style: 'primary' },
    ],
  };
}

const queueWords: Record<string, string> = {
  'category-unsure': '类别拿不准',
  'grid-unsure': '地点拿不准',
  'category-and-grid-unsure': '类别、地点都拿不准',
  'consult-unanswered': '咨询，等人答复',
  'not-understood': '没听懂，请人看',
  returned: '退回，等裁定',
  'no-officer': '该单位没有可派的人',
};

/** For the dispatcher: candidates as buttons (at most four), then 不予受理 and 问一下. */
export function dispatchCard(
  work: Work,
  view: CaseView,
  candidates: { categoryCode: string; unitCode: string }[],
): CardDraft {
  const c = view.case;
  const why =
    c.state === 'returned'
      ? `${work.zone.unitName(c.fromUnitCode)}退回`
      : c.state === 'reported' || c.state === 'accepted'
        ? (queueWords[c.queueReason] ?? c.queueReason)
        : '';
  return {
    purpose: 'dispatch',
    caseId: c.id,
    title: `待派单 ${view.title}`,
    rows: [...rowsOf(work, view), { label: '原因', value: why }],
    text: view.summary,
    buttons: [
      ...candidates.slice(0, 4).map((x, i) => ({
        key: `assign-${x.categoryCode}-${x.unitCode}`,
        text: candidateText(work, x),
        style: i === 0 ? ('primary' as const) : ('default' as const),
      })),
      { key: 'ask', text: '问一下' },
      { key: 'decline', text: '不予受理', style: 'danger' as const },
    ],
  };
}

/** At most ten characters: the unit's short name and the matter. */
export function candidateText(work: Work, x: { categoryCode: string; unitCode: string }): string {
  const unit = work.zone.unit(x.unitCode);
  const short = unit?.aliases[0] ?? unit?.name ?? x.unitCode;
  const matter = work.zone.category(x.categoryCode)?.name ?? '';
  return [...`${short.slice(0, 5)}·${matter}`].slice(0, 10).join('');
}

export function checkCard(work: Work, view: CaseView, result: string | null): CardDraft {
  return {
    purpose: 'check',
    caseId: view.case.id,
    title: `请核查 ${view.title}`,
    rows: rowsOf(work, view),
    text: result ? `办理结果：${result}` : '办件人没有写结果，有照片请看照片。',
    buttons: [
      { key: 'pass', text: '核查通过', style: 'primary' },
      { key: 'fail', text: '没办好', style: 'danger' },
    ],
  };
}

/** For the reporter: was it done? */
export function rateCard(work: Work, view: CaseView, result: string | null): CardDraft {
  return {
    purpose: 'rate',
    caseId: view.case.id,
    title: `你报的“${view.title}”办好了吗`,
    rows: [
      { label: '编号', value: displayCaseNumber(view.case.number) },
      { label: '办理', value: 'unitCode' in view.case ? work.zone.unitName(view.case.unitCode) : '' },
    ],
    text: result ? `办理结果：${result}` : '办件人说已经办好。',
    buttons: [
      { key: 'satisfied', text: '好了，满意', style: 'primary' },
      { key: 'neutral', text: '一般' },
      { key: 'unsatisfied', text: '没办好', style: 'danger' },
    ],
  };
}

export function extensionCard(work: Work, view: CaseView, until: Date, reason: string): CardDraft {
  return {
    purpose: 'extension',
    caseId: view.case.id,
    title: `申请延期 ${view.title}`,
    rows: [
      { label: '编号', value: displayCaseNumber(view.case.number) },
      { label: '原定', value: dueText(work, view, 'resolve') },
      { label: '申请到', value: work.zone.calendar.describeDue(until, work.now) },
    ],
    text: `理由：${reason}`,
    buttons: [
      { key: `grant-${until.getTime()}`, text: '同意', style: 'primary' },
      { key: 'refuse', text: '不同意', style: 'danger' },
    ],
  };
}

/** For the zone centre: a case that was let slip. */
export function superviseCard(work: Work, view: CaseView, line: string): CardDraft {
  return {
    purpose: 'supervise',
    caseId: view.case.id,
    title: `【督办】${view.title}`,
    rows: [
      ...rowsOf(work, view),
      { label: '单位', value: 'unitCode' in view.case ? work.zone.unitName(view.case.unitCode) : '未派单' },
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
      return ['closed', 'withdrawn', 'duplicate', 'declined', 'resolved'].includes(c.state);
    default:
      return false;
  }
}
