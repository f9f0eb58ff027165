import { readClockOffset } from '../../../store/clock-offset.js';
import { type Check, good } from '../check.js';

export const clockOffset: Check = {
  id: 'clock-offset',
  title: '产品里的时间',
  async run(surroundings) {
    if (surroundings.settings().mode === 'production') return good('就是本机的时间', 'the machine’s own');
    const offset = await readClockOffset((await surroundings.database()).pool);
    const hours = (offset / 3600_000).toFixed(1);
    return good(offset === 0 ? '和本机一样' : `演示时钟比本机快${hours}小时`, `demo clock ${hours} h ahead`);
  },
};
