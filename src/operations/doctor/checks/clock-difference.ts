import { readDatabaseClock } from '../../../store/health-rows.js';
import { bad, type Check, good, notice } from '../check.js';

/** Claims and pauses of deliveries compare times of both. */
const noticeMs = 2_000;
const badMs = 30_000;

export const clockDifference: Check = {
  id: 'clock-difference',
  title: '本机和数据库的时间',
  async run(surroundings) {
    const { pool } = await surroundings.server();
    // The first question may open a connection.
    await readDatabaseClock(pool);
    const before = Date.now();
    const there = (await readDatabaseClock(pool)).getTime();
    // The answer was written about the middle of the time it took.
    const difference = Math.round((before + Date.now()) / 2 - there);
    const seconds = (Math.abs(difference) / 1000).toFixed(1);
    const [found, english] = [`相差${seconds}秒`, `${seconds} s apart`];
    if (Math.abs(difference) < noticeMs) return good(found, english);
    const remedy = '两台机器都对时（timedatectl set-ntp true，或对单位内网的时间服务器）';
    return Math.abs(difference) < badMs ? notice(found, english, remedy) : bad(found, english, remedy);
  },
};
