import { readSettingsAlone } from '../../config/settings-alone.js';
import { projectRoot } from '../../shared/paths.js';
import { verifyLedger } from '../../store/ledger/verify-ledger.js';
import { writeFault } from '../ledger-words.js';
import { openExisting } from '../open-existing.js';
import { runCommand, say } from '../terminal.js';

/** After how many streams a line is said. */
const sayEvery = 10_000;

/** `npm run verify`: every event of the ledger. */
async function main(): Promise<number> {
  const database = await openExisting(readSettingsAlone({ root: projectRoot }));
  try {
    let said = 0;
    const report = await verifyLedger(database.pool, {
      onProgress(streams) {
        if (streams < said + sayEvery) return;
        said = streams;
        say(`  已核对${streams}条链`);
      },
    });
    say(
      `核对了${report.streams}条记录链，共${report.events}条记录 (streams ${report.streams}, events ${report.events})`,
    );
    if (report.tamperAttempts > 0) {
      say(`注意：有${report.tamperAttempts}次想改或删记录的操作被数据库拦下，见表 tamper_attempts`);
    }
    if (report.faultCount === 0) {
      say('好：每条记录都和前一条接得上，末尾也没有少 (all chains hold)');
      return 0;
    }
    say(`不好：${report.faultCount}处不对 (${report.faultCount} faults)`);
    for (const fault of report.faults) say(`  ${writeFault(fault)}`);
    if (report.faultCount > report.faults.length)
      say(`  ……共${report.faultCount}处，只列出前${report.faults.length}处`);
    say(
      '办法：先把现在的数据库原样备份一份留作证据（npm run backup），再查谁有数据库账号；可用最近一份完好的备份对照。',
    );
    return 1;
  } finally {
    await database.close();
  }
}

await runCommand('核对', main);
