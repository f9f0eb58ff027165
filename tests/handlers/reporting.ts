import { z } from 'zod';
import type { Chat } from '../support/chat.js';
import type { Town } from '../support/town.js';

/** A Wednesday morning in office hours: the two dispatchers of the town centre are on duty. */
export const wednesday = '2026-09-16T09:00:00+08:00';

/** An AMR sound of no length. */
export const shortVoice = Buffer.from('#!AMR\n').toString('base64');

/** Says it, agrees to the summary, and gives the number on the receipt. */
export async function reports(resident: Chat, words: string): Promise<string> {
  await resident.says(words);
  await resident.taps('可以');
  const receipt = await resident.hears(/编号 \d+-\d/);
  return /编号 (\d+-\d)/.exec(receipt)?.[1] ?? '';
}

const boardSchema = z.object({
  cases: z.array(
    z.object({
      number: z.string(),
      title: z.string(),
      kind: z.string(),
      state: z.string(),
      category: z.string().nullable(),
      grid: z.string().nullable(),
      urgency: z.string(),
      queueReason: z.string().nullish(),
    }),
  ),
});
export type BoardCase = z.infer<typeof boardSchema>['cases'][number];

/** The newest cases of the town, newest first. */
export async function board(town: Town): Promise<BoardCase[]> {
  const response = await fetch(`${town.url}/api/simulator/cases`);
  return boardSchema.parse(await response.json()).cases;
}

export async function caseOf(town: Town, number: string): Promise<BoardCase> {
  const found = (await board(town)).find((c) => c.number === number);
  if (!found) throw new Error(`there is no case ${number}`);
  return found;
}

/** Moves the clock forwards and waits until what fell due was sent. */
export async function advance(
  town: Town,
  by: { minutes?: number; hours?: number; days?: number },
): Promise<void> {
  const response = await fetch(`${town.url}/api/simulator/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: by }),
  });
  if (!response.ok) throw new Error(`clock: ${await response.text()}`);
}
