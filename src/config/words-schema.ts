import { z } from 'zod';

/** danger.yaml: what makes the first answer a number and a safety line. A short list on purpose. */
export const dangerSchema = z.strictObject({
  /** Words that show that nothing happens now: drills, past events, questions, idioms, withdrawn alarms. */
  not_now: z.array(z.string().min(1)),
  kinds: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z-]+$/),
      name: z.string(),
      /** Any of these phrases; `A..B` is A with B within eight characters after it, `A|B..C` is A or B before C. */
      words: z.array(z.string().min(1)).min(1),
      /** Phrases of the same form that look like this kind and are none (跳楼价, 万一..火): they cover the words in them. */
      harmless: z.array(z.string()).default([]),
      category: z.string(),
      /** Number to dial, as said. */
      call: z.string(),
      /** Safety line, at most two phone lines. */
      say: z.string(),
      /** Question about safety, asked after the place. */
      ask: z.string(),
      /** Suicide: no group, two people told, the bot stays. */
      personal: z.boolean().default(false),
    }),
  ),
});

/** intents.yaml: words by which a message is told apart until stage 4 brings a model. */
export const intentsSchema = z.strictObject({
  /** In order of test; the first that matches decides. Phrases, or `A..B` for A followed by B within twelve characters. */
  query_progress: z.array(z.string()),
  supplement: z.array(z.string()),
  withdraw: z.array(z.string()),
  press: z.array(z.string()),
  feedback_good: z.array(z.string()),
  feedback_bad: z.array(z.string()),
  training: z.array(z.string()),
  complaint_about_staff: z.array(z.string()),
  integrity: z.array(z.string()),
  proxy_service: z.array(z.string()),
  consult: z.array(z.string()),
  chitchat: z.array(z.string()),
  abuse: z.array(z.string()),
  probing: z.array(z.string()),
  /** Messages that tell only what somebody is or believes; with one of `acts` they are matters after all. */
  about_persons: z.array(z.string()),
  acts: z.array(z.string()),
});

/** replies.yaml: every sentence a person reads, by key; `{name}` is filled in. */
export const repliesSchema = z.record(z.string().regex(/^[a-z0-9.-]+$/), z.string().min(1));

export type DangerConfig = z.infer<typeof dangerSchema>;
export type IntentsConfig = z.infer<typeof intentsSchema>;
