import { expect, it } from 'vitest';
import type { Limit, LimitUnit } from '../../../src/domain/calendar/index.js';
import { beijing, demoCalendar } from './demo-calendar.js';

const calendar = demoCalendar();
const firstMs = beijing('2024-01-01 00:00').getTime();
const lastMs = beijing('2027-12-31 00:00').getTime();
const units: readonly LimitUnit[] = ['min', 'h', 'wh', 'wd', 'd'];

/** The same terms on every run (Park–Miller), so that a failure can be seen again. */
function* terms(count: number): Generator<{ start: Date; limit: Limit }> {
  let seed = 20261123;
  const next = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  for (let i = 0; i < count; i += 1) {
    const start = new Date(firstMs + Math.floor((next() * (lastMs - firstMs)) / 1000) * 1000);
    yield { start, limit: { amount: 1 + Math.floor(next() * 40), unit: units[i % units.length] ?? 'h' } };
  }
}

const dayMs = 86_400_000;

it('no officer is given a term that ends before it began, or less working time than was promised', () => {
  for (const { start, limit } of terms(2000)) {
    const { at: due } = calendar.addLimit(start, limit);
    const where = `${limit.amount}${limit.unit} from ${start.toISOString()}`;
    expect(due.getTime(), where).toBeGreaterThan(start.getTime());

    if (limit.unit === 'wd') {
      expect(calendar.localTime(due), where).toBe('17:30');
      expect(calendar.isWorkingDay(calendar.dayOf(due)), where).toBe(true);
      let worked = 0;
      for (
        let ms = start.getTime() + dayMs;
        calendar.dayOf(new Date(ms)) <= calendar.dayOf(due);
        ms += dayMs
      ) {
        if (calendar.isWorkingDay(calendar.dayOf(new Date(ms)))) worked += 1;
      }
      expect(worked, where).toBe(limit.amount);
    }
    if (limit.unit === 'd') {
      expect(calendar.localTime(due), where).toBe('00:00');
      expect(calendar.isWorkingDay(calendar.dayOf(new Date(due.getTime() - 1))), where).toBe(true);
      expect(due.getTime() - start.getTime(), where).toBeGreaterThan(limit.amount * dayMs);
    }
  }
});

it('working hours hold as many open minutes as they say, counted one by one', () => {
  for (const { start, limit } of terms(60)) {
    const onMinute = new Date(Math.floor(start.getTime() / 60_000) * 60_000);
    const amount = (limit.amount % 12) + 1;
    const { at: due } = calendar.addLimit(onMinute, { amount, unit: 'wh' });
    let open = 0;
    for (let ms = onMinute.getTime(); ms < due.getTime(); ms += 60_000) {
      if (calendar.isWorkingTime(new Date(ms))) open += 1;
    }
    expect(open, `${amount}wh from ${onMinute.toISOString()}`).toBe(amount * 60);
  }
});

it('who begins later is never due earlier', () => {
  for (const { start, limit } of terms(1000)) {
    const later = new Date(start.getTime() + 47 * 60_000);
    const due = calendar.addLimit(start, limit).at.getTime();
    expect(calendar.addLimit(later, limit).at.getTime()).toBeGreaterThanOrEqual(due);
  }
});

it('a reminder of what remains comes between start and due, and a later part never earlier', () => {
  for (const { start, limit } of terms(500)) {
    const due = calendar.addLimit(start, limit).at;
    const times = [0, 0.25, 0.5, 0.8, 1].map((part) =>
      calendar.reminderAt(start, due, limit, { kind: 'part', part }).at.getTime(),
    );
    const notice = calendar.reminderAt(start, due, limit, { kind: 'before', by: { amount: 1, unit: 'wd' } });
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    for (const ms of [...times, notice.at.getTime()]) {
      expect(ms).toBeGreaterThanOrEqual(start.getTime());
      expect(ms).toBeLessThanOrEqual(due.getTime());
    }
  }
});
