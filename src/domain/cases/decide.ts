import { AppError } from '../../shared/errors.js';
import type { Case, StateName } from './case.js';
import type { Command } from './command.js';
import { decideResult } from './decide-result.js';
import { decideRouting } from './decide-routing.js';
import { decideWork } from './decide-work.js';
import type { CaseRules, Decision } from './decision.js';
import { transitions } from './transitions.js';

/** True when the table allows this command in this state, whoever gives it. */
export function isAllowedIn(state: StateName, command: Command['type']): boolean {
  return transitions[command].from.includes(state);
}

/**
 * What follows from a command: the case as it is afterwards, the events to record and the clocks to change.
 * Who may give it was asked before (`may`). Throws `case-state` (remedy tell-user) when the state does not allow it.
 */
export function decide(c: Case, command: Command, now: Date, rules: CaseRules): Decision {
  if (!isAllowedIn(c.state, command.type)) {
    throw new AppError('case-state', 'tell-user', `${command.type} is not possible in state ${c.state}`);
  }
  switch (command.type) {
    case 'accept':
    case 'assign':
    case 'locate':
    case 'return':
    case 'transfer':
    case 'decline':
    case 'mark-duplicate':
      return decideRouting(c, command, now, rules);
    case 'acknowledge':
    case 'contact':
    case 'report-progress':
    case 'ask':
    case 'answer':
    case 'add':
    case 'request-extension':
    case 'grant-extension':
    case 'refuse-extension':
    case 'press':
    case 'escalate':
    case 'supervise':
      return decideWork(c, command, now, rules);
    case 'resolve':
    case 'pass-check':
    case 'fail-check':
    case 'rate':
    case 'reopen':
    case 'lapse':
    case 'withdraw':
    case 'reply':
      return decideResult(c, command, now, rules);
  }
}
