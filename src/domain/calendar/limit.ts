import { AppError } from '../../shared/errors.js';

/**
 * A time limit. `min` and `h` run by the clock, day and night; `wh` counts office time only;
 * `wd` counts working days; `d` counts calendar days.
 */
export type Limit = { amount: number; unit: LimitUnit };
export type LimitUnit = 'min' | 'h' | 'wh' | 'wd' | 'd';

const unitNames: Record<LimitUnit, string> = {
  min: '分钟',
  h: '小时',
  wh: '个工作小时',
  wd: '个工作日',
  d: '天',
};

/** Four digits at most: 9999 working days are 40 years, and a longer number is a slip of the keyboard. */
const limitPattern = /^([1-9]\d{0,3})([a-z]+)$/;

function isLimitUnit(text: string): text is LimitUnit {
  return Object.hasOwn(unitNames, text);
}

/** Reads a limit as config writes it: "30min", "2h", "4wh", "5wd", "30d". Zero is no limit and is refused. */
export function parseLimit(text: string): Limit {
  const [, amount, unit] = limitPattern.exec(text) ?? [];
  if (amount === undefined || unit === undefined || !isLimitUnit(unit)) {
    throw new AppError(
      'bad-limit',
      'tell-operator',
      `"${text}" is not a time limit; write a whole number from 1 to 9999 and min, h, wh, wd or d, as in "5wd"`,
    );
  }
  return { amount: Number(amount), unit };
}

/** The limit as an official or a resident reads it: 5个工作日. */
export function formatLimit(limit: Limit): string {
  return `${limit.amount}${unitNames[limit.unit]}`;
}
