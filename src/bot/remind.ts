import type { LadderStep } from '../config/cases-schema.js';
import { type Case, isEnded, ownerOf } from '../domain/cases/case.js';
import { judgeReminder } from '../domain/cases/deadlines.js';
import { superviseCard } from '../handlers/case-cards.js';
import { caseValues } from '../handlers/case-words.js';
import { lockCase } from '../store/cases.js';
import { type DeadlineView, type DueReminder, lockReminder, settleReminder } from '../store/deadlines.js';
import { findPerson } from '../store/people.js';
import { alertPeople } from './alerts.js';
import { giveCommand } from './case-commands.js';
import { viewCase, wordingOf } from './case-view.js';
import { type Engine, runWork } from './engine.js';
import { findAudience } from './recipients.js';
import { fillReply } from './sentences.js';
import { sayTo, showTo, type Work } from './work.js';

const rungOf: Record<string, number> = {
  superior: 1,
  'town-centre': 2,
  'centre-leader': 2,
  'zone-centre': 3,
};

/** Runs one reminder if its time has come and it still stands. Returns whether anybody was told. */
export async function remindDeadline(engine: Engine, reminderId: string, caseId: string): Promise<boolean> {
  return runWork(engine, async (work) => {
    // The case first, as commands do: two transactions that lock in different orders would wait for each other.
    const c = await lockCase(work.unit, caseId);
    const locked = await lockReminder(work.unit, reminderId);
    if (!locked) return false;
    const { reminder, deadline } = locked;
    const verdict = judgeReminder(reminder, deadline, work.now);
    if (verdict === 'early' || verdict === 'done') return false;
    const step = work.zone.ladder(deadline.kind, c.urgency)[reminder.step];
    if (verdict !== 'send' || isEnded(c) || !step) {
      settleReminder(work.unit, reminderId, 'dropped', work.now);
      return false;
    }
    settleReminder(work.unit, reminderId, 'sent', work.now);
    engine.observer.note({ what: 'reminder', lateMs: work.now.getTime() - reminder.dueAt.getTime() });
    return climb(work, c, step, reminder, deadline);
  });
}

/** One step of a ladder: what the rules do to the case, then who is told. */
async function climb(
  work: Work,
  before: Case,
  step: LadderStep,
  reminder: DueReminder,
  deadline: DeadlineView,
): Promise<boolean> {
  // Both are worked out beforehand: a case that lapses has neither holder nor clock afterwards.
  const people = await findAudience(work, before, step.to);
  const values = await valuesAt(work, before, step, reminder, deadline);
  const c = await act(work, before, step);
  if (c.kind === 'emergency' && deadline.kind === 'acknowledge' && c.state === 'assigned') {
    await alertPeople(work, c, people, c.reporterId);
  }
  for (const person of people) {
    if (step.act === 'supervise') {
      const line = fillReply(work.zone.config.replies, step.say, values);
      const card = superviseCard(wordingOf(work), await viewCase(work, c), line);
      await showTo(work, { personId: person.id, caseId: c.id, lane: 'deadline' }, card, c.revision);
    } else {
      const lane = c.urgency === '特急' ? 'danger' : 'deadline';
      await sayTo(work, { personId: person.id, caseId: c.id, lane }, step.say, values);
    }
  }
  return people.length > 0;
}

function act(work: Work, c: Case, step: LadderStep): Promise<Case> | Case {
  const system = { kind: 'system' } as const;
  switch (step.act) {
    case 'tell':
      return c;
    case 'lapse':
      return giveCommand(work, system, c.id, { type: 'lapse' });
    case 'escalate':
      return giveCommand(work, system, c.id, { type: 'escalate', rung: rungOf[step.to] ?? 1 });
    case 'supervise':
      return giveCommand(work, system, c.id, { type: 'supervise' });
  }
}

async function valuesAt(
  work: Work,
  c: Case,
  step: LadderStep,
  reminder: DueReminder,
  deadline: DeadlineView,
): Promise<Record<string, string>> {
  const holder = ownerOf(c)?.assigneeId;
  const ms = deadline.dueAt.getTime() - reminder.dueAt.getTime();
  return {
    ...caseValues(wordingOf(work), await viewCase(work, c)),
    officer: (holder ? (await findPerson(work.unit, holder))?.name : null) ?? '未定',
    left: limitText(step.before) ?? spanText(ms),
    over: limitText(step.after) ?? spanText(-ms),
    due: work.zone.calendar.describeDue(deadline.dueAt, work.now),
  };
}

/** A step that config counts in working time is told in working time: a festival is nobody's delay. */
function limitText(limit: string | undefined): string | null {
  const found = /^(\d+)(wd|wh)$/.exec(limit ?? '');
  return found ? `${found[1]}个${found[2] === 'wd' ? '工作日' : '工作小时'}` : null;
}

/** A length of time in words: minutes under two hours, hours under two days, else days (rounded up). */
function spanText(ms: number): string {
  const minutes = Math.max(0, Math.ceil(ms / 60_000));
  if (minutes < 120) return `${minutes}分钟`;
  if (minutes < 2 * 24 * 60) return `${Math.round(minutes / 60)}小时`;
  return `${Math.ceil(minutes / (24 * 60))}天`;
}
