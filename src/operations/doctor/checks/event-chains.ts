import { verifyLedger } from '../../../store/ledger/verify-ledger.js';
import { writeFault } from '../../ledger-words.js';
import { bad, type Check, good, notice } from '../check.js';

/** A second's work; `npm run verify` walks all of them. */
const newest = 1000;

export const eventChains: Check = {
  id: 'event-chains',
  title: '办理记录',
  async run(surroundings) {
    const report = await verifyLedger((await surroundings.database()).pool, { newest });
    const [first] = report.faults;
    if (first) {
      return bad(
        `${report.faultCount}处不对，第一处：${writeFault(first)}`,
        `${report.faultCount} faults in the last ${report.streams} streams`,
        '运行 npm run verify 看全部，照它说的办',
      );
    }
    const found = `最近${report.streams}条链共${report.events}条记录，前后相连`;
    const english = `the last ${report.streams} streams hold`;
    if (report.tamperAttempts === 0) return good(found, english);
    return notice(
      `${found}；但有${report.tamperAttempts}次想改或删记录的操作被拦下`,
      `${english}; ${report.tamperAttempts} attempts to change events were kept off`,
      '查表 tamper_attempts 里的时间和数据库账号',
    );
  },
};
