import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export interface Contact {
  userid: string;
  name: string;
  title?: string;
}

const files = ['staff.yaml', 'departments.yaml'];
const contact = z.object({ userid: z.string(), name: z.string(), role: z.string().optional() });
const named = z.object({ name: z.string() });

/** The people of a configuration, so that the page can offer them by name; a missing file offers nobody. */
export async function readContacts(folder: string): Promise<Contact[]> {
  const found = await Promise.all(files.map((file) => readContactFile(join(folder, file))));
  return [...new Map(found.flat().map((each) => [each.userid, each])).values()];
}

async function readContactFile(path: string): Promise<Contact[]> {
  try {
    return peopleIn(parse(await readFile(path, 'utf8')));
  } catch (error) {
    // A folder without it is fine; a file that is broken is for the product to complain about.
    if (error instanceof Error) return [];
    throw error;
  }
}

/** Whatever has a userid and a name, with the role and the name of what it stands in. */
function peopleIn(part: unknown, within?: string): Contact[] {
  if (Array.isArray(part)) return part.flatMap((each) => peopleIn(each, within));
  if (typeof part !== 'object' || part === null) return [];
  const person = contact.safeParse(part).data;
  if (person) {
    const title = [person.role, within].filter((each) => each !== undefined).join(' · ');
    return [{ userid: person.userid, name: person.name, ...(title !== '' && { title }) }];
  }
  const group = named.safeParse(part).data?.name ?? within;
  return Object.values(part).flatMap((each) => peopleIn(each, group));
}
