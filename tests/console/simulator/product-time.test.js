import { describe, expect, test } from 'vitest';
import { clockText, dayText, fullTime, timeSeenFrom } from '../../../console/simulator/product-time.js';

const now = '2026-11-24T09:12:00+08:00';

describe('a reader of the chat, wherever the machine stands', () => {
  test('sees the time of China', () => {
    expect(fullTime('2026-11-24T01:12:00Z')).toBe('11月24日 周二 09:12');
    expect(dayText('2026-11-23T16:30:00Z')).toBe('11月24日 周二');
    expect(clockText('2026-11-23T16:30:00Z')).toBe('00:30');
  });

  test('sees a message of today by its time alone and an older one with its day', () => {
    expect(timeSeenFrom('2026-11-24T00:01:00+08:00', now)).toBe('00:01');
    expect(timeSeenFrom('2026-11-23T23:59:00+08:00', now)).toBe('昨天 23:59');
    expect(timeSeenFrom('2026-11-20T08:30:00+08:00', now)).toBe('周五 08:30');
    expect(timeSeenFrom('2026-11-10T08:30:00+08:00', now)).toBe('11月10日 08:30');
    expect(timeSeenFrom('2025-11-24T08:30:00+08:00', now)).toBe('2025年11月24日 08:30');
  });

  test('sees a limit of tomorrow as tomorrow and a later one with its date', () => {
    expect(timeSeenFrom('2026-11-25T17:30:00+08:00', now)).toBe('明天 17:30');
    expect(timeSeenFrom('2026-11-30T17:30:00+08:00', now)).toBe('11月30日 17:30');
  });
});
