import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const staffSchema = z.object({
  staff: z.array(z.object({ userid: z.string(), role: z.string(), left: z.boolean().optional() })),
});

/** Userids of the demo zone's people who work in a grid. */
export function listFieldWorkers(productRoot: string): string[] {
  const { staff } = staffSchema.parse(parse(readFileSync(join(productRoot, 'config/staff.yaml'), 'utf8')));
  return staff.filter(({ role, left }) => !left && /^网格/.test(role)).map(({ userid }) => userid);
}
