import type { StateName } from './case.js';
import type { CommandType } from './command.js';

/**
 * How a person stands to one case. `town` and `zone` are the dispatchers and leaders of the two centres,
 * `alerted` somebody on the duty list whom an emergency was sent to, `system` the clock and the rules.
 */
export type Relation =
  | 'reporter'
  | 'filer'
  | 'assignee'
  | 'unit'
  | 'superior'
  | 'grid-worker'
  | 'alerted'
  | 'town'
  | 'zone'
  | 'system';

interface Transition {
  from: readonly StateName[];
  by: readonly Relation[];
}

const open: StateName[] = [
  'reported',
  'accepted',
  'assigned',
  'acknowledged',
  'in-progress',
  'checking',
  'returned',
  'reopened',
];
const withUnit: StateName[] = ['assigned', 'acknowledged', 'in-progress', 'reopened'];
const officer: Relation[] = ['assignee', 'unit'];

/**
 * Every lawful step: from which states, by whom. A department never closes its own case (the reporter, the
 * check or the passing of the rating time does) and never takes itself off a case without the centre.
 */
export const transitions: Record<CommandType, Transition> = {
  accept: { from: ['reported'], by: ['town', 'zone', 'system'] },
  assign: {
    from: ['reported', 'accepted', 'returned', 'assigned', 'acknowledged', 'in-progress', 'reopened'],
    by: ['town', 'zone', 'system'],
  },
  locate: {
    from: ['reported', 'accepted', 'returned', ...withUnit],
    by: ['reporter', 'filer', ...officer, 'town', 'zone'],
  },
  acknowledge: { from: ['assigned', 'reopened'], by: ['assignee', 'unit', 'alerted'] },
  contact: { from: withUnit, by: officer },
  return: { from: withUnit, by: officer },
  transfer: { from: withUnit, by: [...officer, 'town', 'zone'] },
  ask: { from: ['reported', 'accepted', 'returned', ...withUnit], by: [...officer, 'town', 'zone'] },
  answer: { from: open, by: ['reporter', 'filer'] },
  add: { from: [...open, 'resolved'], by: ['reporter', 'filer', ...officer, 'grid-worker', 'town', 'zone'] },
  'request-extension': { from: withUnit, by: officer },
  'grant-extension': { from: withUnit, by: ['superior', 'town', 'zone'] },
  'refuse-extension': { from: withUnit, by: ['superior', 'town', 'zone'] },
  'report-progress': { from: withUnit, by: officer },
  resolve: { from: withUnit, by: officer },
  reply: { from: ['reported', 'accepted', 'returned'], by: ['town', 'zone'] },
  'pass-check': { from: ['checking'], by: ['town', 'zone', 'system'] },
  'fail-check': { from: ['checking'], by: ['town', 'zone'] },
  rate: { from: ['resolved'], by: ['reporter', 'filer'] },
  reopen: { from: ['resolved', 'closed'], by: ['reporter', 'filer', 'town', 'zone'] },
  lapse: { from: ['resolved'], by: ['system'] },
  press: { from: open, by: ['reporter', 'filer'] },
  withdraw: { from: [...open, 'resolved'], by: ['reporter', 'filer'] },
  decline: { from: ['reported', 'accepted', 'returned'], by: ['town', 'zone'] },
  'mark-duplicate': { from: ['reported', 'accepted', 'returned', ...withUnit], by: ['town', 'zone'] },
  escalate: { from: open, by: ['system'] },
  supervise: { from: open, by: ['zone', 'system'] },
};
