import { describe, expect, it } from 'vitest';
import { parseLimit, type ReminderWhen } from '../../../src/domain/calendar/index.js';
import { beijing, demoCalendar } from './demo-calendar.js';

const calendar = demoCalendar();

/** 'part 0.5', 'before 1wd', 'at', 'after 2h', 'since 1wd'. */
function readWhen(text: string): ReminderWhen {
  const [kind = '', value = ''] = text.split(' ');
  if (kind === 'at') return { kind };
  if (kind === 'part') return { kind, part: Number(value) };
  if (kind === 'before' || kind === 'after' || kind === 'since') return { kind, by: parseLimit(value) };
  throw new Error(`Not a reminder: ${text}`);
}

function expectReminder(
  term: { start: string; due: string; limit: string },
  when: string,
  expected: string,
  provisional = false,
) {
  const result = calendar.reminderAt(
    beijing(term.start),
    beijing(term.due),
    parseLimit(term.limit),
    readWhen(when),
  );
  expect({ at: result.at.toISOString(), provisional: result.provisional }).toEqual({
    at: beijing(expected).toISOString(),
    provisional,
  });
}

describe('an officer with five working days, from Monday 23 November 10:00 to Monday 30 at 17:30', () => {
  const term = { start: '2026-11-23 10:00', due: '2026-11-30 17:30', limit: '5wd' };
  it.each<[when: string, at: string]>([
    ['part 0', '2026-11-24 09:00'],
    ['part 0.2', '2026-11-25 09:00'],
    ['part 0.5', '2026-11-26 09:00'],
    ['part 0.6', '2026-11-27 09:00'],
    ['part 0.8', '2026-11-30 09:00'],
    ['part 1', '2026-11-30 09:00'],
    ['before 1wd', '2026-11-27 09:00'],
    ['before 2wd', '2026-11-26 09:00'],
    ['before 4wh', '2026-11-30 11:30'],
    ['before 2h', '2026-11-30 15:30'],
    ['before 30min', '2026-11-30 17:00'],
    ['before 3d', '2026-11-27 09:00'],
    ['before 2d', '2026-11-27 09:00'], // Saturday: the working day before
    ['before 10wd', '2026-11-23 10:00'], // never before the start
    ['at', '2026-11-30 17:30'],
    ['after 30min', '2026-11-30 18:00'],
    ['after 2h', '2026-11-30 19:30'],
    ['after 1wh', '2026-12-01 09:30'],
    ['after 1wd', '2026-12-01 09:00'],
    ['after 5wd', '2026-12-07 09:00'],
    ['after 3d', '2026-12-03 09:00'],
    ['after 5d', '2026-12-07 09:00'], // Saturday: the working day after
    ['since 30min', '2026-11-23 10:30'],
    ['since 2h', '2026-11-23 12:00'],
    ['since 4wh', '2026-11-23 16:00'],
    ['since 1wd', '2026-11-24 09:00'],
    ['since 5d', '2026-11-30 09:00'],
  ])('by "%s" is reminded at %s', (when, expected) => expectReminder(term, when, expected));
});

describe('an officer whose five working days lie around Spring Festival, due on 27 February', () => {
  const term = { start: '2026-02-13 10:00', due: '2026-02-27 17:30', limit: '5wd' };
  it.each<[when: string, at: string]>([
    ['part 0.5', '2026-02-25 09:00'],
    ['before 3wd', '2026-02-24 09:00'],
    ['before 4wd', '2026-02-14 09:00'], // the worked Saturday
    ['after 1wd', '2026-02-28 09:00'], // the other worked Saturday
    ['after 2wd', '2026-03-02 09:00'],
  ])('by "%s" is reminded at %s', (when, expected) => expectReminder(term, when, expected));
});

describe('an officer with four working hours, from Friday 16:00 to Monday 11:00', () => {
  const term = { start: '2026-11-27 16:00', due: '2026-11-30 11:00', limit: '4wh' };
  it.each<[when: string, at: string]>([
    ['part 0.25', '2026-11-27 17:00'],
    ['part 0.375', '2026-11-27 17:30'], // used up at the close: then, not on Monday
    ['part 0.5', '2026-11-30 09:00'],
    ['part 0.75', '2026-11-30 10:00'],
    ['part 1', '2026-11-30 11:00'],
    ['before 1wh', '2026-11-30 10:00'],
    ['before 3wh', '2026-11-27 17:00'],
    ['before 5wh', '2026-11-27 16:00'],
    ['after 1wh', '2026-11-30 12:00'],
    ['after 2wh', '2026-11-30 15:00'],
  ])('by "%s" is reminded at %s', (when, expected) => expectReminder(term, when, expected));

  it('counted back to an opening is reminded at the opening, not at the closing before it', () => {
    expectReminder(
      { start: '2026-11-24 08:30', due: '2026-11-24 15:00', limit: '4wh' },
      'before 1wh',
      '2026-11-24 14:00',
    );
  });
});

describe('somebody on duty with two hours, from 23:00 to 01:00', () => {
  const term = { start: '2026-11-23 23:00', due: '2026-11-24 01:00', limit: '2h' };
  it.each<[when: string, at: string]>([
    ['part 0.5', '2026-11-24 00:00'],
    ['part 0.75', '2026-11-24 00:30'],
    ['before 30min', '2026-11-24 00:30'],
    ['before 1wd', '2026-11-23 23:00'],
    ['after 15min', '2026-11-24 01:15'],
    ['after 1wd', '2026-11-25 09:00'],
  ])('by "%s" is reminded at %s', (when, expected) => expectReminder(term, when, expected));
});

describe('an officer with seven days, from Monday 23 November to Monday 30 at 24:00', () => {
  const term = { start: '2026-11-23 10:00', due: '2026-12-01 00:00', limit: '7d' };
  it.each<[when: string, at: string]>([
    ['part 0.5', '2026-11-27 09:00'],
    ['part 0.6', '2026-11-30 09:00'], // reached on Saturday: Monday
    ['part 1', '2026-11-30 09:00'],
    ['before 1wd', '2026-11-27 09:00'],
    ['before 1d', '2026-11-27 09:00'],
    ['before 2h', '2026-11-30 22:00'],
    ['before 2wh', '2026-11-30 15:30'],
    ['at', '2026-12-01 00:00'],
    ['after 1d', '2026-12-01 09:00'],
    ['after 1wd', '2026-12-01 09:00'],
    ['after 1wh', '2026-12-01 09:30'],
  ])('by "%s" is reminded at %s', (when, expected) => expectReminder(term, when, expected));
});

describe('an officer whose term is not the plain one', () => {
  it('after an extension to ten days is reminded at half of the ten', () => {
    expectReminder(
      { start: '2026-11-23 10:00', due: '2026-12-07 17:30', limit: '5wd' },
      'part 0.5',
      '2026-12-01 09:00',
    );
  });

  it('with 29 of 100 days used is not put off by a day by floating-point arithmetic', () => {
    // 100 working days after Monday 5 January 2026; the 30th is the worked Saturday, 14 February.
    expectReminder(
      { start: '2026-01-05 10:00', due: '2026-06-03 17:30', limit: '100wd' },
      'part 0.29',
      '2026-02-14 09:00',
    );
  });

  it('begun at midnight counts that day as the day of the start', () => {
    expectReminder(
      { start: '2026-11-24 00:00', due: '2026-11-26 17:30', limit: '2wd' },
      'since 1wd',
      '2026-11-25 09:00',
    );
    expectReminder(
      { start: '2026-11-24 00:00', due: '2026-11-26 17:30', limit: '2wd' },
      'part 0.5',
      '2026-11-26 09:00',
    );
  });
});

describe('a reminder is provisional when a missing notice may still move it', () => {
  const across = { start: '2026-12-25 10:00', due: '2027-01-06 17:30', limit: '7wd' };
  const within = { start: '2026-12-30 10:00', due: '2026-12-31 17:30', limit: '1wd' };

  it('because its due time may move', () => {
    expectReminder(across, 'before 3wd', '2026-12-31 09:00', true);
    expectReminder(across, 'at', '2027-01-06 17:30', true);
  });

  it('because it lies beyond the year itself', () => {
    expectReminder(within, 'after 1wd', '2027-01-04 09:00', true);
  });

  it('and not when it hangs on the start alone, or on days that are known', () => {
    expectReminder(across, 'since 1wd', '2026-12-28 09:00', false);
    expectReminder(within, 'at', '2026-12-31 17:30', false);
  });
});

describe('counting back from a due time without a start', () => {
  it.each<[string, string, string, boolean]>([
    ['2026-11-30 17:30', '1wd', '2026-11-27 09:00', false],
    ['2026-12-01 00:00', '1wd', '2026-11-27 09:00', false],
    ['2026-11-30 10:00', '3wh', '2026-11-27 16:00', false],
    ['2026-11-30 12:00', '90min', '2026-11-30 10:30', false],
    ['2026-02-25 17:30', '2wd', '2026-02-14 09:00', false],
    ['2027-01-04 17:30', '1wd', '2026-12-31 09:00', true],
  ])('%s less %s is %s', (due, by, expected, provisional) => {
    const result = calendar.subtractLimit(beijing(due), parseLimit(by));
    expect(result).toEqual({ at: beijing(expected), provisional });
  });
});
