import type { LadderStep } from './cases-schema.js';
import type { FoundFiles } from './files.js';
import type { ConfigReport } from './report.js';

/** What is filled into a reminder; another name would reach people as it stands in the file. */
const placeholders = ['number', 'title', 'place', 'unit', 'officer', 'due', 'left', 'over'];

/** Every step of every ladder has its sentence, steps stand in time order, and the sentences can be filled in. */
export function checkReminders(files: Pick<FoundFiles, 'reminders' | 'replies'>, report: ConfigReport): void {
  const { reminders, replies } = files;
  if (!reminders) return;
  const file = 'reminders.yaml';
  const said = new Set<string>();

  for (const list of ['ladders', 'critical'] as const) {
    for (const [kind, steps] of Object.entries(reminders[list])) {
      for (const [index, step] of steps.entries()) {
        const at = [list, kind, index];
        said.add(step.say);
        if (replies && !(step.say in replies)) {
          report.refuse(
            file,
            [...at, 'say'],
            `replies.yaml 里没有 ${step.say} 这句话`,
            '在 replies.yaml 里补上，或改成已有的',
          );
        }
        const previous = steps[index - 1];
        if (previous && phase(previous) > phase(step)) {
          report.refuse(file, at, '这一步比上一步早', '按时间先后排：到期前、到期时、到期后');
        }
      }
    }
  }
  for (const key of replies ? said : []) {
    for (const [, name = ''] of replies?.[key]?.matchAll(/\{([^}]*)\}/g) ?? []) {
      if (placeholders.includes(name)) continue;
      report.refuse(
        'replies.yaml',
        [key],
        `提醒里不能用 {${name}}`,
        `可用的有 ${placeholders.map((p) => `{${p}}`).join(' ')}`,
      );
    }
  }
}

/** Before, at or after the limit; a time since the start may be any of them. */
function phase(step: LadderStep): number {
  if (step.part !== undefined || step.before !== undefined) return 0;
  if (step.at !== undefined) return 1;
  return 2;
}
