import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.object({ version: z.string() });

/** The version in package.json. */
export async function productVersion(root: string): Promise<string> {
  return manifestSchema.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))).version;
}
