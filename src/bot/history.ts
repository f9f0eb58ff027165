import type { CaseDesk } from '../handlers/turn.js';
import { listEvents } from '../store/events.js';
import type { Work } from './work.js';

/** Events in the words people see. */
export const eventNames: Record<string, string> = {
  'case-reported': '登记',
  'case-accepted': '受理',
  'case-assigned': '派单',
  'case-located': '核实地点',
  'case-acknowledged': '签收',
  'reporter-contacted': '联系反映人',
  'reporter-asked': '询问反映人',
  'reporter-answered': '反映人答复',
  'details-added': '补充',
  'question-answered': '答复咨询',
  'case-returned': '退回',
  'case-transferred': '转办',
  'extension-requested': '申请延期',
  'extension-granted': '同意延期',
  'extension-refused': '未同意延期',
  'progress-reported': '办理进展',
  'case-resolved': '办结',
  'check-passed': '核查通过',
  'check-failed': '核查未过',
  'case-rated': '评价',
  'case-reopened': '重新办理',
  'case-closed': '结案',
  'case-pressed': '催办',
  'case-withdrawn': '撤回',
  'case-declined': '不予受理',
  'case-marked-duplicate': '并入同一件',
  'case-escalated': '升级提醒',
  'case-supervised': '督办',
  'deadline-recomputed': '放假安排公布，期限重算',
};

/** Who acted, by his relation to the case; never by name. */
export const roleNames: Record<string, string> = {
  reporter: '反映人',
  filer: '上报人',
  assignee: '办件人',
  unit: '承办单位',
  superior: '分管负责人',
  'grid-worker': '网格员',
  alerted: '值班员',
  town: '镇中心',
  zone: '区中心',
  system: '系统',
};

/** The steps of a case, one line each; empty for somebody who may not see it. */
export async function tellHistory(work: Work, cases: CaseDesk, caseId: string): Promise<string[]> {
  if (!(await cases.byId(caseId))) return [];
  const events = await listEvents(await work.unit.tx(), caseId);
  const { calendar } = work.zone;
  return events.map((e) => {
    const [, month, day] = calendar.dayOf(e.at).split('-');
    return `${Number(month)}月${Number(day)}日 ${calendar.localTime(e.at)} ${eventNames[e.type] ?? e.type}（${roleNames[e.actorRole] ?? '工作人员'}）`;
  });
}
