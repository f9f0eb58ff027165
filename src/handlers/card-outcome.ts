import type { NewEvent } from '../domain/cases/decision.js';

const outcomes: Record<string, string> = {
  'case-acknowledged': '已签收',
  'reporter-contacted': '已联系',
  'progress-reported': '在办',
  'question-answered': '已答复',
  'case-returned': '已退回',
  'case-transferred': '已转办',
  'case-assigned': '已派单',
  'case-resolved': '已办结',
  'check-passed': '核查通过',
  'check-failed': '核查未过',
  'case-rated': '已评价',
  'case-closed': '已结案',
  'case-reopened': '已重开',
  'case-withdrawn': '已撤回',
  'case-declined': '不予受理',
  'case-marked-duplicate': '并入同件',
  'extension-granted': '已同意延期',
  'extension-refused': '未同意延期',
  'extension-requested': '换了新日期',
};

/** What the person did, of all that followed from it: the last event that is his own and has words here. */
export function deedOf(events: readonly NewEvent[]): string | null {
  const own = events.filter((e) => e.byRule !== true && e.type in outcomes && e.type !== 'case-closed');
  return own.at(-1)?.type ?? events.at(-1)?.type ?? null;
}

export function deedWords(deed: string): string | null {
  return outcomes[deed] ?? null;
}

/** Text on greyed buttons: who acted, and what he did. */
export function outcomeText(deed: string | null, who: string): string {
  return `${who}${(deed && outcomes[deed]) ?? '已处理'}`;
}
