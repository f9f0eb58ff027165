import { z } from 'zod';
import { limit } from './limit.js';
import { userid } from './people-schema.js';

/** zone.yaml: what belongs to no other file. Durations are limits as in calendar.yaml ("30min", "5wd"). */
export const zoneSchema = z.strictObject({
  name: z.string().min(1),
  /** True for the shipped demo zone: production warns when it is still in use. */
  demo: z.boolean(),
  /** The two centres: the town's finds and checks, the zone's assigns and presses. */
  town_centre: z.string(),
  zone_centre: z.string(),
  /** Category of a complaint about the conduct of staff when no other is sure: a restricted one. */
  complaints: z.string(),
  /**
   * Who is told in chat when the product itself is in trouble. The entry gives no right to any case; it may name
   * somebody of staff.yaml or departments.yaml, or somebody who is in neither.
   */
  administrators: z.array(z.strictObject({ userid, name: z.string().min(1) })).default([]),
  limits: z.strictObject({
    /** Transfers between units before the town centre decides. */
    max_transfers: z.number().int().min(0).max(10),
    /** Wait between two presses by the reporter that reach the officer. */
    press_again_after: limit,
    /** A resolved case closes by itself when the reporter said nothing for this long. */
    rate_within: limit,
    /** The dispatcher takes a reported case out of the queue within. */
    dispatch_within: limit,
    /** The dispatcher decides on a returned case within. */
    arbitrate_within: limit,
    /** The checker looks within. */
    check_within: limit,
    /** A superior answers a request for more time within. */
    extension_answer_within: limit,
    /** The longest extension an officer may ask for. */
    extension_max: limit,
    /** A closed case can be reopened by its reporter within. */
    reopen_within: limit.default('30d'),
    /** Answer to a 督办 due within. */
    supervision_answer_within: limit,
  }),
});
