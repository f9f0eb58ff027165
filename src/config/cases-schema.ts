import { z } from 'zod';
import { limit } from './limit.js';

/** The thirteen fields exactly as the founding notice lists them, and 其他. */
export const fieldsOfWork = [
  '党建',
  '文明创建',
  '民族宗教',
  '反邪教',
  '治安管理',
  '信访矛盾调处',
  '特殊人群管理',
  '市场监管',
  '应急管理',
  '城市管理',
  '环境监管',
  '社会保障',
  '社会救助',
  '其他',
] as const;

export const urgencies = ['特急', '紧急', '一般'] as const;

const clocks = z.strictObject({
  /** 签收 */
  acknowledge: limit,
  /** First contact with the reporter. */
  first_contact: limit.optional(),
  /** Interim measure (fence off, switch off). */
  interim: limit.optional(),
  /** 办结 */
  resolve: limit,
});

/** categories.yaml */
export const categoriesSchema = z.strictObject({
  /** Clocks of each urgency; a category overrides single ones. */
  urgencies: z.strictObject({ 特急: clocks, 紧急: clocks, 一般: clocks }),
  categories: z.array(
    z.strictObject({
      code: z.string().regex(/^[A-Z]{2}\d{2}$/),
      field: z.enum(fieldsOfWork),
      name: z.string().min(1),
      keywords: z.array(z.string().min(1)),
      /** Words that count twice: they name this category and no other. */
      strong: z.array(z.string().min(1)).default([]),
      lead: z.string(),
      assisting: z.array(z.string()).default([]),
      urgency: z.enum(urgencies),
      /** Words that raise a case of this category by one urgency (一般 → 紧急 → 特急). */
      urgent_if: z.array(z.string().min(1)).default([]),
      /** Over the clocks of `urgency`, for cases that have just that urgency. */
      clocks: clocks.partial().default({}),
      /** Over the clocks of the next urgency, for cases that `urgent_if` raised to it. */
      urgent_clocks: clocks.partial().default({}),
      /** Who looks at the result before the reporter is asked. */
      check: z.enum(['none', 'town']).default('none'),
      /** Named readers only; left out of lists that others see. */
      restricted: z.boolean().default(false),
      /** Record only: no case is opened (patrol logs). */
      record_only: z.boolean().default(false),
      basis: z.string().optional(),
      note: z.string().optional(),
    }),
  ),
});

/** services.yaml: proxy services (代办), recognised by name and alias; stage 1 hands them to the grid worker. */
export const servicesSchema = z.strictObject({
  services: z.array(
    z.strictObject({
      id: z.string().regex(/^P\d{2}$/),
      name: z.string().min(1),
      aliases: z.array(z.string()),
      department: z.string(),
      category: z.string(),
      /** full: a grid worker may file · assist: accompany · refer: tell where */
      mode: z.enum(['full', 'assist', 'refer']),
      eligible: z.boolean(),
    }),
  ),
});

const audience = z.enum([
  'assignee',
  'superior',
  'town-centre',
  'zone-centre',
  'duty-next',
  'duty-all',
  'centre-leader',
  'grid-worker',
]);

/** reminders.yaml: the ladder of each clock, in time order. */
const step = z
  .strictObject({
    /** Exactly one of: part of the limit used (0–1) · before the limit · at the limit · after it · since the start. */
    part: z.number().gt(0).lt(1).optional(),
    before: limit.optional(),
    at: z.literal('limit').optional(),
    after: limit.optional(),
    since: limit.optional(),
    to: audience,
    /** Reply key of the notice. */
    say: z.string(),
    /** What the step does beside telling. */
    act: z.enum(['tell', 'escalate', 'supervise', 'lapse']).default('tell'),
  })
  .refine(
    (s) => [s.part, s.before, s.at, s.after, s.since].filter((x) => x !== undefined).length === 1,
    '每一步只写 part、before、at、after、since 中的一个',
  );

export const deadlineKinds = [
  'dispatch',
  'acknowledge',
  'first-contact',
  'interim',
  'resolve',
  'check',
  'rate',
  'arbitrate',
  'extension',
  'supervision',
] as const;

export const remindersSchema = z.strictObject({
  /** Ladders for ordinary and urgent cases; `critical` for 特急. */
  ladders: z.record(z.enum(deadlineKinds), z.array(step)),
  critical: z.partialRecord(z.enum(deadlineKinds), z.array(step)),
});

export type Urgency = (typeof urgencies)[number];
export type DeadlineKind = (typeof deadlineKinds)[number];
export type CategoryEntry = z.infer<typeof categoriesSchema>['categories'][number];
export type ClockLimits = z.infer<typeof clocks>;
export type CategoriesConfig = z.infer<typeof categoriesSchema>;
export type ServiceEntry = z.infer<typeof servicesSchema>['services'][number];
export type LadderStep = z.infer<typeof step>;
export type Audience = z.infer<typeof audience>;
