import { z } from 'zod';

/**
 * A length of time as config writes it: min and h run day and night, wh and wd are working hours and
 * working days of the calendar, d are calendar days.
 */
export const limit = z.string().regex(/^[1-9]\d*(min|h|wh|wd|d)$/, '期限写成 30min、2h、4wh、5wd 或 30d');
