import { createWorkCalendar, type WorkCalendarOptions } from '../../../src/domain/calendar/index.js';

function days(month: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => `${month}-${String(first + i).padStart(2, '0')}`);
}

/** The notices of 2025 and 2026 as they were published, written down a second time for the tests. */
export const demoOptions: WorkCalendarOptions = {
  zone: 'Asia/Shanghai',
  officeHours: [
    { from: '08:30', to: '12:00' },
    { from: '14:00', to: '17:30' },
  ],
  morning: '09:00',
  years: {
    2025: {
      published: true,
      off: [
        '2025-01-01',
        ...days('2025-01', 28, 31),
        ...days('2025-02', 1, 4),
        ...days('2025-04', 4, 6),
        ...days('2025-05', 1, 5),
        '2025-05-31',
        ...days('2025-06', 1, 2),
        ...days('2025-10', 1, 8),
      ],
      work: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
    },
    2026: {
      published: true,
      off: [
        ...days('2026-01', 1, 3),
        ...days('2026-02', 15, 23),
        ...days('2026-04', 4, 6),
        ...days('2026-05', 1, 5),
        ...days('2026-06', 19, 21),
        ...days('2026-09', 25, 27),
        ...days('2026-10', 1, 7),
      ],
      work: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
    },
  },
};

export const demoCalendar = () => createWorkCalendar(demoOptions);

/** 'YYYY-MM-DD HH:mm[:ss]' as read on a clock in Beijing. */
export function beijing(text: string): Date {
  return new Date(`${text.replace(' ', 'T')}+08:00`);
}
