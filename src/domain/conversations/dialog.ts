import { z } from 'zod';

/** A report in the making. Words and pictures of the person: erasable with the conversation. */
export const draftSchema = z.object({
  kind: z.enum(['matter', 'proxy-request', 'consult']),
  texts: z.array(z.string()),
  mediaIds: z.array(z.string()),
  place: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  /** One = known, several = to be asked, none = unknown. */
  gridCodes: z.array(z.string()),
  /** The person could not say where, or which: a dispatcher finds out. */
  gridGivenUp: z.boolean(),
  categoryCodes: z.array(z.string()),
  categoryCode: z.string().nullable(),
  urgency: z.enum(['特急', '紧急', '一般']),
  serviceId: z.string().nullable(),
  onBehalfOf: z.string().nullable(),
  anonymous: z.boolean(),
  startedAt: z.string(),
});
export type Draft = z.infer<typeof draftSchema>;

/** What the bot asked last; the next message is read as its answer first. */
export const awaitingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('draft-what') }),
  z.object({ kind: z.literal('draft-place') }),
  z.object({ kind: z.literal('draft-grid') }),
  z.object({ kind: z.literal('draft-confirm') }),
  z.object({ kind: z.literal('draft-change') }),
  z.object({ kind: z.literal('rating-reason'), caseId: z.string() }),
  z.object({ kind: z.literal('return-reason'), caseId: z.string() }),
  z.object({ kind: z.literal('transfer-unit'), caseId: z.string() }),
  z.object({ kind: z.literal('extension'), caseId: z.string() }),
  z.object({ kind: z.literal('result'), caseId: z.string() }),
  z.object({ kind: z.literal('question'), caseId: z.string() }),
  z.object({ kind: z.literal('reply'), caseId: z.string() }),
  z.object({ kind: z.literal('contact-result'), caseId: z.string() }),
  z.object({ kind: z.literal('check-reason'), caseId: z.string() }),
  z.object({ kind: z.literal('danger-place'), caseId: z.string(), dangerId: z.string().optional() }),
  z.object({ kind: z.literal('danger-safe'), caseId: z.string(), dangerId: z.string().optional() }),
  z.object({ kind: z.literal('home-grid') }),
  /** Several cases fit: the person picks one, then `text` is read again for it. */
  z.object({ kind: z.literal('choose-case'), caseIds: z.array(z.string()), text: z.string() }),
]);
export type Awaiting = z.infer<typeof awaitingSchema>;

/** Everything the bot remembers of a conversation between two messages. */
export const dialogSchema = z.object({
  draft: draftSchema.nullable().default(null),
  awaiting: awaitingSchema.nullable().default(null),
  /** The case both sides spoke of last. */
  focusCaseId: z.string().nullable().default(null),
  /** ISO instant; a focus older than ten minutes no longer binds a bare word to its case. */
  focusAt: z.string().nullable().default(null),
  /** A dispatcher chose the unit before the grid was known. */
  pendingAssign: z
    .object({ caseId: z.string(), unitCode: z.string(), categoryCode: z.string() })
    .nullable()
    .default(null),
  /** Pictures an officer sent ahead of the words they belong to. */
  looseMediaIds: z.array(z.string()).default([]),
  /** What was said last and not understood; the second time a person takes over, with all of it before him. */
  unreadTexts: z.array(z.string()).default([]),
});
export type Dialog = z.infer<typeof dialogSchema>;

export const emptyDialog: Dialog = dialogSchema.parse({});

/** A report that was not finished after this long is put down: "可以" said tomorrow means something else. */
const draftLastsMs = 24 * 3600 * 1000;

/** The dialog without a report that was begun too long ago. */
export function putDownOldDraft(dialog: Dialog, now: Date): Dialog {
  if (dialog.draft === null || now.getTime() - Date.parse(dialog.draft.startedAt) <= draftLastsMs)
    return dialog;
  return { ...dialog, draft: null, awaiting: null };
}
