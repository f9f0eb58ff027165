import { readClockOffset } from '../../../store/clock-offset.js';
import { type Check, good, notice } from '../check.js';

export const clockOffset: Check = {
  id: 'clock-offset',
  title: '产品里的时间',
  async run(surroundings) {
    const { mode } = surroundings.settings();
    const offset = await readClockOffset((await surroundings.database()).pool);
    const hours = (offset / 3600_000).toFixed(1);
    if (mode === 'demo') {
      return good(
        offset === 0 ? '和本机一样' : `演示时钟比本机快${hours}小时`,
        `demo clock ${hours} h ahead`,
      );
    }
    if (offset === 0) return good('就是本机的时间', 'the machine’s own');
    return notice(
      `数据库里留着演示时钟的偏移（${hours}小时），正式模式不用它`,
      `a demo clock offset of ${hours} h is stored; production ignores it`,
      '这个数据库做过演示，里面的件和时间是演示的：正式使用请换一个空的 DATA_DIR 或空库',
    );
  },
};
