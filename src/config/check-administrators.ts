import type { FoundFiles } from './files.js';
import { refuseRepeats } from './refuse-repeats.js';
import type { ConfigReport } from './report.js';

/** Somebody is told when the product is in trouble, and nobody who left. */
export function checkAdministrators(
  files: Pick<FoundFiles, 'zone' | 'staff' | 'departments'>,
  report: ConfigReport,
): void {
  const { zone, staff, departments } = files;
  if (!zone) return;
  const file = 'zone.yaml';
  const userids = zone.administrators.map((each) => each.userid.toLowerCase());
  refuseRepeats(userids, file, (index) => ['administrators', index, 'userid'], report);
  if (userids.length === 0) {
    report.warn(
      file,
      ['administrators'],
      '没有写管理员，系统出了问题没有人会收到消息',
      '写上管理员的企业微信账号和姓名',
    );
  }
  const gone = new Set(
    [...(staff ?? []), ...(departments ?? []).flatMap((unit) => unit.people)]
      .filter((person) => person.left)
      .map((person) => person.userid.toLowerCase()),
  );
  for (const [index, userid] of userids.entries()) {
    if (gone.has(userid)) {
      report.refuse(file, ['administrators', index, 'userid'], `${userid} 已离岗`, '换成在岗的人');
    }
  }
}
