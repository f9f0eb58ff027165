import { z } from 'zod';

const code = z.string().regex(/^\d{15}$/, '网格代码是15位数字');

/** grids.yaml: the four-level tree. People are in staff.yaml, outlines in boundaries.yaml. */
export const gridSchema = z.strictObject({
  code,
  name: z.string().min(1),
  /** Names that people use; the same alias on several grids makes the bot ask which one. */
  aliases: z.array(z.string().min(1)).default([]),
  level: z.number().int().min(1).max(4),
  type: z.enum(['总网格', '镇级网格', '村居(社区)网格', '基础网格', '专属网格']),
  /** Kind of an exclusive grid, or 社区/行政村 on level 3. */
  kind: z.string().optional(),
  parent: code.nullable(),
  area: z.enum(['城区', '农村']).optional(),
  households: z.number().int().positive().optional(),
  /** In words: buildings or groups that belong to it, e.g. 锦河花苑1-8号楼. */
  scope: z.string().optional(),
  scale: z.string().optional(),
  landmarks: z.array(z.string()).default([]),
  contact_role: z.string().optional(),
  party_group: z.string().optional(),
});

export const gridsSchema = z.strictObject({ grids: z.array(gridSchema).min(1) });

/** boundaries.yaml: outer rings as [longitude, latitude], GCJ-02, of the level-4 grids; the last point joins the first. */
export const boundariesSchema = z.strictObject({
  system: z.enum(['gcj02']),
  boundaries: z.array(z.strictObject({ code, ring: z.array(z.tuple([z.number(), z.number()])).min(4) })),
});

export type GridEntry = z.infer<typeof gridSchema>;
export type BoundaryEntry = z.infer<typeof boundariesSchema>['boundaries'][number];
