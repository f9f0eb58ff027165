import type { FoundFiles } from './files.js';
import type { StaffEntry } from './people-schema.js';
import { refuseRepeats } from './refuse-repeats.js';
import type { ConfigReport } from './report.js';

/** Every person stands in an existing grid, and every grid that does the work has its grid worker. */
export function checkStaff(
  files: Pick<FoundFiles, 'grids' | 'staff' | 'departments'>,
  report: ConfigReport,
): void {
  const { grids, staff, departments } = files;
  if (!staff) return;
  const file = 'staff.yaml';
  // Of one kind: WeCom does not tell capitals from small letters in a userid.
  const taken = new Set(
    departments?.flatMap((unit) => unit.people.map((person) => person.userid.toLowerCase())),
  );
  refuseRepeats(
    staff.map((person) => person.userid.toLowerCase()),
    file,
    (index) => ['staff', index, 'userid'],
    report,
  );
  for (const [index, { userid }] of staff.entries()) {
    if (taken.has(userid.toLowerCase())) {
      report.refuse(
        file,
        ['staff', index, 'userid'],
        `${userid} 在 departments.yaml 里也有`,
        '一个账号只写在一处',
      );
    }
  }
  if (!grids) return;

  const known = new Set(grids.map((grid) => grid.code));
  const working = new Map<string, StaffEntry[]>();
  for (const [index, person] of staff.entries()) {
    if (!known.has(person.grid)) {
      report.refuse(
        file,
        ['staff', index, 'grid'],
        `没有代码为 ${person.grid} 的网格`,
        '改成 grids.yaml 里的网格代码',
      );
    }
    if (!person.left) working.set(person.grid, [...(working.get(person.grid) ?? []), person]);
  }
  for (const [index, grid] of grids.entries()) {
    const workers = (working.get(grid.code) ?? []).filter((person) => person.role === '网格员');
    if (grid.level === 4 && workers.length === 0) {
      report.warn(
        'grids.yaml',
        ['grids', index],
        `${grid.name}没有在岗的网格员`,
        '在 staff.yaml 里补上；补上之前由镇中心代办',
      );
    }
    if (workers.length >= 2) continue;
    for (const head of working.get(grid.code) ?? []) {
      if (head.role !== '网格长') continue;
      report.refuse(
        file,
        ['staff', staff.indexOf(head), 'role'],
        `${grid.name}只有${workers.length}名网格员，不设网格长`,
        '网格员有两名以上才设网格长：补网格员，或改这个人的角色',
      );
    }
  }
}
