import { z } from 'zod';
import type { Chat } from './chat.js';
import type { Town } from './town.js';

const rowSchema = z.object({
  number: z.string(),
  kind: z.string(),
  state: z.string(),
  category: z.string().nullable(),
  grid: z.string().nullable(),
  unit: z.string().nullable(),
  officer: z.string().nullable(),
  urgency: z.string(),
  dueAt: z.record(z.string(), z.string()),
  supervised: z.boolean(),
  escalation: z.number(),
});
export type BoardRow = z.infer<typeof rowSchema>;

const eventsSchema = z.object({
  events: z.array(z.object({ n: z.number(), type: z.string(), actorRole: z.string(), at: z.string() })),
});

/** How a case stands, by its number as people see it. */
export async function rowOf(town: Town, number: string): Promise<BoardRow> {
  const board = z
    .object({ cases: z.array(rowSchema) })
    .parse(await (await fetch(`${town.url}/api/simulator/cases`)).json());
  const row = board.cases.find((c) => c.number === number);
  if (!row) throw new Error(`no case ${number} on the board`);
  return row;
}

export async function stepsOf(
  town: Town,
  number: string,
): Promise<{ type: string; actorRole: string; at: string }[]> {
  return eventsSchema.parse(await (await fetch(`${town.url}/api/simulator/cases/${number}/events`)).json())
    .events;
}

/** A matter that was reported and sent on its way. */
export interface Matter {
  number: string;
  resident: Chat;
  /** The officer who got it, or null while it waits for a dispatcher. */
  officer: Chat | null;
}

export function numberIn(heard: string): string {
  const number = /编号 (\d{4,9}-\d)/.exec(heard)?.[1];
  if (!number) throw new Error(`no case number in:\n${heard}`);
  return number;
}

/** The phone of whoever is named on the board; names in the demo zone are unique. */
export function phoneOf(town: Town, name: string): Chat {
  for (const unit of town.app.engine.zone.config.departments) {
    const person = unit.people.find((p) => p.name === name);
    if (person) return town.chat(person.userid);
  }
  throw new Error(`${name} works in no unit`);
}

/** A new resident reports this and confirms. What everybody heard by then is read and forgotten. */
export async function reportMatter(town: Town, words: string): Promise<Matter> {
  const resident = await town.newResident();
  await resident.says(words);
  await resident.taps('可以');
  const number = numberIn(await resident.news());
  const { officer } = await rowOf(town, number);
  const phone = officer ? phoneOf(town, officer) : null;
  await phone?.news();
  return { number, resident, officer: phone };
}

/** A matter whose category has one lead, in the hands of that unit’s officer. */
export async function reportTo(town: Town, words: string): Promise<Matter & { officer: Chat }> {
  const matter = await reportMatter(town, words);
  if (!matter.officer) throw new Error(`${matter.number} waits for a dispatcher: ${words}`);
  return { ...matter, officer: matter.officer };
}
