import { readWaitingRows, type Waiting } from '../../../store/waiting-rows.js';
import { bad, type Check, good, notice } from '../check.js';

/** How long the oldest may wait before somebody should look, and before it is wrong. */
interface Patience {
  noticeMs: number;
  badMs: number;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;

/** Messages are taken within a second, reminders within the sweep's two. */
const prompt: Patience = { noticeMs: minuteMs, badMs: 10 * minuteMs };
/** A delivery waits while its platform is away or busy. */
const patient: Patience = { noticeMs: 5 * minuteMs, badMs: 60 * minuteMs };

const worker = '看产品（或它的 worker）是不是在运行；在运行的，看日志里的 error';

function waitingCheck(
  id: string,
  title: string,
  rows: 'messages' | 'deliveries' | 'reminders',
  patience: Patience,
  remedy: string,
): Check {
  return {
    id,
    title,
    async run(surroundings) {
      const now = await surroundings.now();
      return judge((await readWaitingRows((await surroundings.database()).pool, now))[rows], now);
    },
  };

  function judge({ count, oldest }: Waiting, now: Date) {
    if (oldest === null) return good('没有', 'none');
    const ageMs = now.getTime() - oldest.getTime();
    const found = `${count}条，最早的等了${writeAge(ageMs)}`;
    const english = `${count}, the oldest for ${Math.round(ageMs / secondMs)} s`;
    if (ageMs < patience.noticeMs) return good(found, english);
    return ageMs < patience.badMs ? notice(found, english, remedy) : bad(found, english, remedy);
  }
}

function writeAge(ms: number): string {
  if (ms < 2 * minuteMs) return `${Math.max(0, Math.round(ms / secondMs))}秒`;
  if (ms < 120 * minuteMs) return `${Math.round(ms / minuteMs)}分钟`;
  return `${Math.round(ms / (60 * minuteMs))}小时`;
}

export const unhandledMessages = waitingCheck('unhandled', '没处理的消息', 'messages', prompt, worker);
export const unsentDeliveries = waitingCheck(
  'unsent',
  '没发出的消息',
  'deliveries',
  patient,
  `${worker}；在运行而发不出的，看下面企业微信的几项`,
);
export const overdueReminders = waitingCheck('overdue', '到点没发的提醒', 'reminders', prompt, worker);
