import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigCopy } from '../support/config-copy.js';

let copy: ConfigCopy;
beforeEach(() => {
  copy = new ConfigCopy();
});
afterEach(() => copy.delete());

/** The one line of the refusal that speaks of this place. */
function lineAbout(place: string): string {
  const lines = copy
    .refusal()
    .message.split('\n')
    .filter((line) => line.includes(place));
  expect(lines, copy.refusal().message).toHaveLength(1);
  return lines[0] ?? '';
}

describe('an operator who made a mistake in a config file is told file, place and remedy', () => {
  it.each([
    {
      mistake: 'a file that is missing',
      spoil: () => copy.remove('duty.yaml'),
      place: 'duty.yaml：',
      says: /找不到这个文件.*办法：.*CONFIG_DIR/,
    },
    {
      mistake: 'YAML that cannot be read',
      spoil: () => copy.replace('zone.yaml', 'demo: true', 'demo: [true'),
      place: 'zone.yaml：',
      says: /第\d+行第\d+列YAML 写法有误.*办法：检查这一行/,
    },
    {
      mistake: 'a key that is misspelt',
      spoil: () => copy.replace('zone.yaml', 'demo: true', 'demo: true\ndmeo: true'),
      place: 'zone.yaml：',
      says: /不认识的项目：dmeo.*办法：多半是拼写错了/,
    },
    {
      mistake: 'a setting that is left out',
      spoil: () => copy.replace('zone.yaml', '  max_transfers: 2\n', ''),
      place: 'zone.yaml（limits.max_transfers）',
      says: /缺少这一项.*办法：补上/,
    },
    {
      mistake: 'a grid code without quotes',
      spoil: () => copy.replace('staff.yaml', "grid: '371102100401001'", 'grid: 371102100401001'),
      place: 'staff.yaml（staff[0].grid）',
      says: /写成了数字.*办法：两边加上引号/,
    },
    {
      mistake: 'a time limit in another notation',
      spoil: () => copy.replace('zone.yaml', 'rate_within: 7d', 'rate_within: 七天'),
      place: 'zone.yaml（limits.rate_within）',
      says: /期限写成 30min、2h、4wh、5wd 或 30d/,
    },
    {
      mistake: 'an urgency that does not exist',
      spoil: () => copy.replace('categories.yaml', 'urgency: 一般', 'urgency: 普通'),
      place: 'categories.yaml（categories[0].urgency）',
      says: /办法：改成其中之一：特急、紧急、一般/,
    },
    {
      mistake: 'two roots of the tree',
      spoil: () => copy.replace('grids.yaml', "parent: '371199000000000'", 'parent: null'),
      place: 'grids.yaml（grids）',
      says: /没有上级的网格有2个，只能有1个.*办法：只给总网格写 parent: null/,
    },
    {
      mistake: 'a parent two levels up',
      spoil: () => copy.replace('grids.yaml', "parent: '371102100401000'", "parent: '371102100000000'"),
      place: 'grids.yaml（grids[18].parent）',
      says: /第4级网格的上级应当是第3级/,
    },
    {
      mistake: 'a parent that does not exist',
      spoil: () => copy.replace('grids.yaml', "parent: '371102100401000'", "parent: '371102100499000'"),
      place: 'grids.yaml（grids[18].parent）',
      says: /没有代码为 371102100499000 的网格/,
    },
    {
      mistake: 'an outline for a grid that does not exist',
      spoil: () => copy.replace('boundaries.yaml', "code: '371102100401001'", "code: '371102100401099'"),
      place: 'boundaries.yaml（boundaries[0].code）',
      says: /371102100401099 不是第4级网格/,
    },
    {
      mistake: 'somebody in a grid that does not exist',
      spoil: () => copy.replace('staff.yaml', "grid: '371102100401001'", "grid: '371102100401099'"),
      place: 'staff.yaml（staff[0].grid）',
      says: /没有代码为 371102100401099 的网格/,
    },
    {
      mistake: 'one userid for two people, written in capitals the second time',
      spoil: () => copy.replace('staff.yaml', 'userid: gx0002', 'userid: GX0001'),
      place: 'staff.yaml（staff[1].userid）',
      says: /gx0001 前面已经有了/,
    },
    {
      mistake: 'an officer with the userid of a grid worker',
      spoil: () => copy.replace('departments.yaml', 'userid: hs-officer-1', 'userid: gx0001'),
      place: 'staff.yaml（staff[0].userid）',
      says: /gx0001 在 departments.yaml 里也有/,
    },
    {
      mistake: 'a head of a grid with one grid worker',
      spoil: () => copy.replace('staff.yaml', 'role: 网格指导员', 'role: 网格长'),
      place: 'staff.yaml（staff[1].role）',
      says: /锦河花苑一网格只有1名网格员，不设网格长/,
    },
    {
      mistake: 'a unit without a superior',
      spoil: () => copy.replace('departments.yaml', /\n.*userid: aj-head.*/, ''),
      place: 'departments.yaml（departments[8].people）',
      says: /区安全生产监督管理部在岗的分管负责人有0人，至少要1人/,
    },
    {
      mistake: 'a centre with one dispatcher',
      spoil: () =>
        copy.replace('departments.yaml', 'name: 镇网调度乙, role: 调度员', 'name: 镇网调度乙, role: 讲师'),
      place: 'departments.yaml（departments[0].people）',
      says: /在岗的调度员有1人，至少要2人/,
    },
    {
      mistake: 'a centre that is none',
      spoil: () => copy.replace('zone.yaml', 'town_centre: HW', 'town_centre: HS'),
      place: 'zone.yaml（town_centre）',
      says: /HS 不是 departments.yaml 里的中心/,
    },
    {
      mistake: 'a category of a unit that does not exist',
      spoil: () => copy.replace('categories.yaml', 'lead: DQ', 'lead: DD'),
      place: 'categories.yaml（categories[0].lead）',
      says: /没有代码为 DD 的单位/,
    },
    {
      mistake: 'an assisting unit that does not exist',
      spoil: () => copy.replace('categories.yaml', 'assisting: [HS]', 'assisting: [HH]'),
      place: 'categories.yaml（categories[0].assisting[0]）',
      says: /没有代码为 HH 的单位/,
    },
    {
      mistake: 'a service of a category that does not exist',
      spoil: () => copy.replace('services.yaml', 'category: SB01', 'category: SB99'),
      place: 'services.yaml（services[0].category）',
      says: /没有代码为 SB99 的事项类别/,
    },
    {
      mistake: 'a danger of a category that does not exist',
      spoil: () => copy.replace('danger.yaml', 'category: ZA10', 'category: ZA99'),
      place: 'danger.yaml（kinds[2].category）',
      says: /没有代码为 ZA99 的事项类别/,
    },
    {
      mistake: 'somebody on duty who left',
      spoil: () => copy.replace('duty.yaml', 'people: [sj-officer-2]', 'people: [sj-officer-3]'),
      place: 'duty.yaml（duty[14].shifts[0].people[0]）',
      says: /sj-officer-3 不是区市场监管分局在岗的人/,
    },
    {
      mistake: 'a reminder without its sentence',
      spoil: () => copy.replace('reminders.yaml', 'say: reminder.dispatch-due', 'say: reminder.nothing'),
      place: 'reminders.yaml（ladders.dispatch[0].say）',
      says: /replies.yaml 里没有 reminder.nothing 这句话/,
    },
    {
      mistake: 'reminders out of order',
      spoil: () =>
        copy
          .replace('reminders.yaml', '{ at: limit, to: town-centre', '{ after: 3wh, to: town-centre')
          .replace('reminders.yaml', 'after: 2wh, to: centre-leader', 'at: limit, to: centre-leader'),
      place: 'reminders.yaml（ladders.dispatch[1]）',
      says: /这一步比上一步早/,
    },
    {
      mistake: 'a blank in a reminder that nothing fills',
      spoil: () =>
        copy.replace('replies.yaml', /(reminder\.dispatch-due: "\{number\}) \{title\}/, '$1 {name}'),
      place: 'replies.yaml（reminder.dispatch-due）',
      says: /提醒里不能用 \{name\}/,
    },
  ])('$mistake', ({ spoil, place, says }) => {
    spoil();
    const line = lineAbout(place);
    expect(line).toMatch(says);
    expect(line).toContain('办法：');
  });

  it('all mistakes at once, those of the settings too', () => {
    copy.replace('zone.yaml', 'demo: true', 'demo: maybe').replace('categories.yaml', 'lead: DQ', 'lead: DD');
    const refusal = copy.refusal({ PORT: 'eighty' });
    expect(refusal.code).toBe('config');
    expect(refusal.remedy).toBe('tell-operator');
    expect(refusal.message).toContain('配置有3处要改');
    expect(refusal.message).toMatch(/1\. .*PORT[\s\S]*2\. zone\.yaml（demo）[\s\S]*3\. categories\.yaml/);
  });
});

describe('what is unusual but workable is told and not refused', () => {
  it('a basic grid with more households than the notice wants', () => {
    copy.replace('grids.yaml', 'households: 412', 'households: 612');
    expect(copy.load().warnings.join()).toContain('锦河花苑一网格有612户，不在300到500户之间');
  });

  it('a grid whose only grid worker left', () => {
    copy.replace('staff.yaml', 'source: 公益性岗位 }', 'source: 公益性岗位, left: true }');
    expect(copy.load().warnings.join()).toContain('锦河花苑一网格没有在岗的网格员');
  });
});
