import { bad, type Check, good, notice } from '../check.js';

/** The State Council publishes the next year's holidays in November, in most years. */
const expectedFrom = '11-01';

export const calendarYears: Check = {
  id: 'calendar',
  title: '放假日历',
  async run(surroundings) {
    const { calendar } = surroundings.zone();
    const now = await surroundings.now();
    const [year = '', ...rest] = calendar.dayOf(now).split('-');
    const next = String(Number(year) + 1);
    const remedy = (which: string) =>
      `国务院放假通知公布后，把${which}年的放假和调休写进 calendar.yaml，published 改成 true，重新启动`;
    if (!calendar.isPublished(`${year}-01-01`)) {
      return bad(`${year}年的没有，期限都是暂定的`, `${year} is not published`, remedy(year));
    }
    if (calendar.isPublished(`${next}-01-01`)) return good(`${year}年、${next}年都有`, `${year} and ${next}`);
    const found = `${year}年的有，${next}年的还没有`;
    if (rest.join('-') < expectedFrom)
      return good(`${found}（一般11月公布）`, `${year}; ${next} is not due yet`);
    return notice(`${found}：跨年的期限是暂定的`, `${next} is missing`, remedy(next));
  },
};
