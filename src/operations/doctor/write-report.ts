import type { Outcome } from './run-checks.js';

const marks: Record<Outcome['grade'], string> = {
  good: '好　',
  notice: '注意',
  bad: '不好',
  skipped: '没查',
};

/** A line in Chinese with what to do, and a short one in English. */
export function writeOutcome({ grade, title, found, english, remedy }: Outcome): string {
  const indent = '      ';
  return [
    `${marks[grade]}  ${title}：${found.split('\n').join(`\n${indent}`)}`,
    ...(remedy === undefined ? [] : [`${indent}办法：${remedy}`]),
    `${indent}${english}`,
  ].join('\n');
}

export function writeSummary(outcomes: readonly Outcome[]): string {
  const count = (grade: Outcome['grade']) => outcomes.filter((each) => each.grade === grade).length;
  const [wrong, watch, skipped] = [count('bad'), count('notice'), count('skipped')];
  const counts = `查了${outcomes.length}项：好${count('good')}，注意${watch}，不好${wrong}${skipped > 0 ? `，没查${skipped}` : ''}`;
  const verdict =
    wrong > 0 ? '请先改“不好”的几项。' : watch > 0 ? '可以运行，“注意”的几项请看一下。' : '都好。';
  return `${counts}。${verdict} (${wrong} bad, ${watch} to look at)`;
}
