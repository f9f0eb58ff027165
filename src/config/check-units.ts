import type { FoundFiles } from './files.js';
import type { DepartmentEntry, UnitRole } from './people-schema.js';
import { refuseRepeats } from './refuse-repeats.js';
import type { ConfigReport } from './report.js';

/** Fewest people in each role without whom cards and reminders would reach nobody. */
const leastPeople: Record<'unit' | 'centre', [UnitRole, number][]> = {
  unit: [
    ['办件人', 1],
    ['分管负责人', 1],
  ],
  centre: [
    ['调度员', 2],
    ['中心负责人', 1],
  ],
};

/** Every unit can act, the two centres are centres, and the duty list names people of the unit. */
export function checkUnits(
  files: Pick<FoundFiles, 'departments' | 'duty' | 'zone' | 'categories'>,
  report: ConfigReport,
): void {
  const { departments, duty, zone, categories } = files;
  if (!departments) return;
  const file = 'departments.yaml';
  refuseRepeats(
    departments.map((unit) => unit.code),
    file,
    (index) => ['departments', index, 'code'],
    report,
  );
  const seats = departments.flatMap((unit, index) =>
    unit.people.map((person, seat) => ({
      userid: person.userid.toLowerCase(),
      path: ['departments', index, 'people', seat, 'userid'],
    })),
  );
  refuseRepeats(
    seats.map((seat) => seat.userid),
    file,
    (index) => seats[index]?.path ?? [],
    report,
  );

  const leads = new Set(categories?.categories.map((category) => category.lead));
  for (const [index, unit] of departments.entries()) {
    const least = leastPeople[unit.kind === 'centre' ? 'centre' : 'unit'];
    const alsoLeads: [UnitRole, number][] =
      unit.kind === 'centre' && leads.has(unit.code) ? [['办件人', 1]] : [];
    for (const [role, count] of [...least, ...alsoLeads]) {
      const found = unit.people.filter((person) => person.role === role && !person.left).length;
      if (found >= count) continue;
      report.refuse(
        file,
        ['departments', index, 'people'],
        `${unit.name}在岗的${role}有${found}人，至少要${count}人`,
        `补上${role}，否则工单和提醒没有人收`,
      );
    }
  }

  const byCode = new Map(departments.map((unit) => [unit.code, unit]));
  for (const key of zone ? (['town_centre', 'zone_centre'] as const) : []) {
    const code = zone?.[key] ?? '';
    if (byCode.get(code)?.kind === 'centre') continue;
    report.refuse(
      'zone.yaml',
      [key],
      `${code} 不是 departments.yaml 里的中心`,
      '写一个 kind 为 centre 的单位的代码',
    );
  }
  if (duty) checkDuty(duty, byCode, report);
}

function checkDuty(
  duty: NonNullable<FoundFiles['duty']>,
  units: Map<string, DepartmentEntry>,
  report: ConfigReport,
): void {
  const file = 'duty.yaml';
  refuseRepeats(
    duty.map((list) => list.unit),
    file,
    (index) => ['duty', index, 'unit'],
    report,
  );
  const covered = new Set<string>();
  for (const [index, { unit: code, shifts }] of duty.entries()) {
    const unit = units.get(code);
    if (!unit) {
      report.refuse(
        file,
        ['duty', index, 'unit'],
        `没有代码为 ${code} 的单位`,
        '改成 departments.yaml 里的单位代码',
      );
      continue;
    }
    if (shifts.length > 0) covered.add(code);
    const present = new Set(unit.people.filter((person) => !person.left).map((person) => person.userid));
    for (const [at, shift] of shifts.entries()) {
      for (const [place, userid] of shift.people.entries()) {
        if (present.has(userid)) continue;
        report.refuse(
          file,
          ['duty', index, 'shifts', at, 'people', place],
          `${userid} 不是${unit.name}在岗的人`,
          '换成这个单位在岗的人的账号',
        );
      }
    }
  }
  for (const unit of units.values()) {
    if (covered.has(unit.code)) continue;
    report.warn(file, ['duty'], `${unit.name}没有排值班`, '补上值班；补上之前，下班后的急事先找分管负责人');
  }
}
