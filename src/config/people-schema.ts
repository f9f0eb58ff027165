import { z } from 'zod';

/** WeCom: 1–64 characters, letters, digits, `-_.@`, case ignored (path/90202). */
export const userid = z.string().regex(/^[0-9A-Za-z_.@-]{1,64}$/);
const code = z.string().regex(/^\d{15}$/);

export const gridRoles = ['网格员', '网格长', '网格指导员', '网格协管员'] as const;
export const unitRoles = ['办件人', '分管负责人', '调度员', '中心负责人', '讲师'] as const;

/** staff.yaml: the 1+N+X of every grid. No phone numbers, no ID numbers. */
export const staffSchema = z.strictObject({
  staff: z.array(
    z.strictObject({
      userid,
      name: z.string().min(1),
      role: z.enum(gridRoles),
      grid: code,
      employment: z.string().optional(),
      source: z.string().optional(),
      /** True keeps the row (old cases name the person) but takes all duties away. */
      left: z.boolean().default(false),
    }),
  ),
});

/** departments.yaml: units that own cases, with the people who act for them. */
export const departmentsSchema = z.strictObject({
  departments: z.array(
    z.strictObject({
      code: z.string().regex(/^[A-Z]{2,8}$/),
      name: z.string().min(1),
      aliases: z.array(z.string()).default([]),
      /** Town government, zone department, zone enterprise, unit stationed in the zone, or one of the two centres. */
      kind: z.enum(['town', 'zone-department', 'zone-enterprise', 'stationed-unit', 'centre']),
      duties: z.array(z.string()).default([]),
      /** True while nobody has confirmed that these duties are this unit's. */
      assumed: z.boolean().default(false),
      people: z.array(
        z.strictObject({
          userid,
          name: z.string().min(1),
          role: z.enum(unitRoles),
          left: z.boolean().default(false),
        }),
      ),
    }),
  ),
});

/** duty.yaml: who answers for a unit at night, on weekends and on holidays. */
export const dutySchema = z.strictObject({
  duty: z.array(
    z.strictObject({
      unit: z.string(),
      /** First match wins; `days`: ISO weekday numbers 1–7, or workday / restday of the calendar. */
      shifts: z.array(
        z.strictObject({
          days: z.union([
            z.enum(['workday', 'restday', 'every']),
            z.array(z.number().int().min(1).max(7)).min(1),
          ]),
          /** HH:mm; `to` not after `from` means that it ends on the next day. */
          from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
          to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/),
          /** In the order in which they are told. */
          people: z.array(userid).min(1),
        }),
      ),
    }),
  ),
});

export type GridRole = (typeof gridRoles)[number];
export type UnitRole = (typeof unitRoles)[number];
export type StaffEntry = z.infer<typeof staffSchema>['staff'][number];
export type DepartmentEntry = z.infer<typeof departmentsSchema>['departments'][number];
