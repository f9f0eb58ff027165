import { judgeReminder } from '../domain/cases/deadlines.js';
import { isEnded } from '../domain/cases/case.js';
import { lockCase } from '../store/cases.js';
import { lockReminder, settleReminder } from '../store/deadlines.js';
import { alertPeople } from './alerts.js';
import { giveCommand } from './case-commands.js';
import { valuesOf, viewCase } from './case-view.js';
import { type Engine, runWork } from './engine.js';
import { showSuperviseCard } from './notices.js';
import { findAudience } from './recipients.js';
import { fillReply } from './sentences.js';
import { sayTo } from './work.js';

const rungOf: Record<string, number> = { superior: 1, 'town-centre': 2, 'centre-leader': 2, 'zone-centre': 3 };

/** Runs one reminder if its time has come and it still stands. Returns whether anybody was told. */
export async function remindDeadline(engine: Engine, reminderId: string, caseId: string): Promise<boolean> {
  return runWork(engine, async (work) => {
    // The case first, as commands do: two transactions that lock in different orders would wait for each other.
    const c = await lockCase(work.tx, caseId);
    const locked = await lockReminder(work.tx, reminderId);
    if (!locked) return false;
    const { reminder, deadline } = locked;
    const verdict = judgeReminder(reminder, deadline, work.now);
    if (verdict === 'early' || verdict === 'done') return false;
    if (verdict !== 'send' || isEnded(c)) {
      await settleReminder(work.tx, reminderId, 'dropped', work.now);
      return false;
    }
    await settleReminder(work.tx, reminderId, 'sent', work.now);
    const step = work.zone.ladder(deadline.kind, c.urgency)[reminder.step];
    if (!step) return false;

    const system = { kind: 'system' } as const;
    if (step.act === 'lapse') {
      await giveCommand(work, system, c.id, { type: 'lapse' });
      return true;
    }
    const after =
      step.act === 'escalate'
        ? await giveCommand(work, system, c.id, { type: 'escalate', rung: rungOf[step.to] ?? 1 })
        : step.act === 'supervise'
          ? await giveCommand(work, system, c.id, { type: 'supervise' })
          : c;

    const people = await findAudience(work, after, step.to);
    const view = await viewCase(work, after);
    const values = {
      ...valuesOf(work, view),
      officer: ('assigneeId' in after ? await nameOf(work, after.assigneeId) : null) ?? '未定',
      left: spanText(deadline.dueAt.getTime() - reminder.dueAt.getTime()),
      over: spanText(reminder.dueAt.getTime() - deadline.dueAt.getTime()),
      due: work.zone.calendar.describeDue(deadline.dueAt, work.now),
    };
    if (after.kind === 'emergency' && deadline.kind === 'acknowledge' && after.state === 'assigned') {
      await alertPeople(work, after, people, after.reporterId);
    }
    for (const person of people) {
      if (step.act === 'supervise') {
        await showSuperviseCard(work, view, person.id, fillReply(work.zone.config.replies, step.say, values));
      } else {
        const lane = after.urgency === '特急' ? 'danger' : 'deadline';
        await sayTo(work, { personId: person.id, caseId: after.id, lane }, step.say, values);
      }
    }
    return people.length > 0;
  });
}

async function nameOf(work: Parameters<typeof viewCase>[0], personId: string): Promise<string | null> {
  const row = await work.tx.personProfile.findUnique({ where: { personId } });
  return row?.name ?? null;
}

/** A length of time in words: minutes under two hours, hours under two days, else days (rounded up). */
function spanText(ms: number): string {
  const minutes = Math.max(0, Math.ceil(ms / 60_000));
  if (minutes < 120) return `${minutes}分钟`;
  if (minutes < 2 * 24 * 60) return `${Math.round(minutes / 60)}小时`;
  return `${Math.ceil(minutes / (24 * 60))}天`;
}
