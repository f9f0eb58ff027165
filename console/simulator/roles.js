/**
 * What the page knows about each group of people: the word for it, the name of its pane in browser tests,
 * and sentences to start with. The sentences name places of the shipped demo zone.
 */
const groups = {
  resident: {
    word: '居民',
    pane: 'pane-resident',
    phrases: ['锦河花苑5号楼门口的路灯不亮了', '我的', '我的网格员是谁'],
  },
  grid: {
    word: '网格员',
    pane: 'pane-worker',
    phrases: ['上柳湾村口垃圾桶倒了，已扶起来', '替3号楼李阿姨报，楼道灯不亮了', '我的'],
  },
  officer: { word: '办件人', pane: 'pane-officer', phrases: ['我的待办', '今晚我值班', '谁值班'] },
  dispatcher: { word: '调度员', pane: 'pane-dispatcher', phrases: ['待派单', '谁值班'] },
  leader: { word: '负责人', pane: 'pane-leader', phrases: ['我的待办', '谁值班'] },
};

/** Panes a newcomer finds open, from left to right. */
export const firstPanes = ['resident', 'grid', 'officer', 'dispatcher'];
export const groupNames = Object.keys(groups);

export function groupOf(person) {
  return groups[person.group] ?? groups.leader;
}

export function groupWord(name) {
  return groups[name].word;
}

/** 网格长; a resident has no other role than the group's. */
export function roleOf(person) {
  return person.role || groupOf(person).word;
}

/** 网格员 · 锦河花苑一网格 */
export function postOf(person) {
  return [roleOf(person), person.unit].filter(Boolean).join(' · ');
}

/** Chinese names are told apart by their last character, so that is the one on the round picture. */
export function initialOf(person) {
  return [...person.name].at(-1) ?? '？';
}
