import { writeFault } from '../ledger-words.js';
import { writeInstant } from '../terminal.js';
import { skippedCaseNumbers } from './load-backup.js';
import type { Restored } from './restore.js';

/** Tells the operator what came back, what did not, and what to do next. Returns the exit code. */
export function tellRestored(restored: Restored, say: (line: string) => void): number {
  const { manifest, loaded, ledger, waiting } = restored;
  say('');
  say(
    `恢复好了：${loaded.rows}行，${loaded.media}个照片和语音，${ledger.streams}条记录链共${ledger.events}条记录`,
  );
  if (ledger.faultCount === 0) say('办理记录前后相连，没有断。');
  else {
    say(`注意：办理记录有${ledger.faultCount}处不对，做备份的时候就是这样：`);
    for (const fault of ledger.faults) say(`  ${writeFault(fault)}`);
  }
  if (loaded.differentConfig.length > 0) {
    say(`配置没有动。备份里的配置放在 ${restored.configCopy}，和现在用的不一样的有：`);
    say(`  ${loaded.differentConfig.join('、')}（要用就自己拷到 CONFIG_DIR）`);
  }
  if (restored.erasedAgain > 0) say(`备份之后抹掉的${restored.erasedAgain}个人，已经重新抹掉。`);
  else say('备份之后抹掉过的人，会随备份回来：请按登记重新运行 npm run erase。');
  say('');
  say(`备份之后（${writeInstant(new Date(manifest.takenAt))} 以后）发生的事，恢复出来的系统不知道：`);
  say('  · 那以后群众说的话、办的步骤，这里没有；企业微信也不会再送来，要请人重说或补录');
  say('  · 那以后发出去的消息，对方手机上还在，这里不记得；那时的卡片再点，回答没有找到记录');
  say(
    `  · 那以后告诉过人的编号，这里没有；新的件的编号往后跳了${skippedCaseNumbers}：那以后立的不到${skippedCaseNumbers}件，就不会和那些编号相同`,
  );
  if (loaded.settledMessages > 0) {
    say(`  · 备份时收到、还没办的${loaded.settledMessages}条，按你说的当作已办，不再回答`);
  } else if (waiting.messages.count > 0) {
    say(
      `  · 备份时收到、还没办的${waiting.messages.count}条，启动后会办、会回答；如果备份之后原来的系统又运行过，它们多半已经办过，` +
        '对方会收到两遍，也可能立成两件：不想这样，启动前用 --replace --waiting-as-sent 再恢复一次',
    );
  }
  if (loaded.settledDeliveries > 0) {
    say(`  · 备份时等着发的${loaded.settledDeliveries}条，按你说的当作已发，不再发`);
  } else if (waiting.deliveries.count > 0) {
    say(
      `  · 备份时等着发的${waiting.deliveries.count}条，启动后会发；如果备份之后原来的系统又运行过，它们多半已经发过，` +
        '会收到两遍（4小时以内的，企业微信多半自己去重）：不想这样，启动前用 --replace --waiting-as-sent 再恢复一次',
    );
  }
  if (waiting.reminders.count > 0) {
    say(`  · 已经到点的${waiting.reminders.count}个提醒，启动后会马上发出`);
  }
  if (restored.otherMode !== null) {
    const [was, name] =
      restored.otherMode === 'demo' ? ['演示', 'APP_MODE=demo'] : ['正式运行', 'APP_MODE=production'];
    say(`注意：这份备份是${was}的，和现在的设置不一样，会拒绝启动：设 ${name}，或者换一份备份。`);
  }
  say('');
  say('下一步：npm run doctor 看一遍，再 npm start。');
  return ledger.faultCount === 0 ? 0 : 1;
}
