import { displayCaseNumber } from '../../src/domain/understanding/index.js';
import { groupBy } from '../support/group-by.js';
import { type ExpectedAnswer, expectAnswers } from './expected.js';
import type { Evidence, Violation } from './judge.js';
import { msgIdOf } from './judge-intake.js';
import type { CaseRow, OutboundRow } from './read-ledger.js';

/** The lane of what is said in answer to a message; cards for officers and the greying of cards have others. */
const answerLane = 2;

/**
 * Each message has its effect once: the answers of a conversation are those that its messages call for, in their
 * order, none missing and none twice; and the cases likewise.
 */
export function judgeAnswers({ speakers, sent, ledger }: Evidence): Violation[] {
  const saidBy = new Map(sent.map(({ msgId, said }) => [msgId, said]));
  const inboundOf = groupBy(ledger.inbound, ({ userid }) => userid);
  const answersOf = groupBy(
    ledger.outbound.filter(({ lane }) => lane === answerLane),
    ({ userid }) => userid,
  );
  const casesOf = groupBy(ledger.cases, ({ userid }) => userid ?? '');

  return speakers.flatMap(({ userid, role }) => {
    const messages = (inboundOf.get(userid) ?? []).flatMap((row) => saidBy.get(msgIdOf(row)) ?? []);
    const expected = expectAnswers(role, messages);
    const cases = casesOf.get(userid) ?? [];
    return [
      ...compareCases(userid, expected.cases, cases),
      ...compareAnswers(userid, expected.answers, answersOf.get(userid) ?? [], cases),
    ];
  });
}

function compareCases(userid: string, expected: readonly string[], found: readonly CaseRow[]): Violation[] {
  const violations: Violation[] = [];
  const summaries = found.map(({ summary }) => summary);
  for (const summary of expected) {
    const count = summaries.filter((each) => each === summary).length;
    if (count !== 1)
      violations.push({ rule: 'cases', what: `${userid}: ${summary} was filed ${count} times` });
  }
  for (const summary of summaries.filter((each) => !expected.includes(each))) {
    violations.push({ rule: 'cases', what: `${userid}: ${summary} was filed and never reported` });
  }
  return violations;
}

/** Only the first difference of a conversation is told: all that follows is shifted by it. */
function compareAnswers(
  userid: string,
  expected: readonly ExpectedAnswer[],
  found: readonly OutboundRow[],
  cases: readonly CaseRow[],
): Violation[] {
  const length = Math.max(expected.length, found.length);
  for (let at = 0; at < length; at += 1) {
    const wanted = expected[at];
    const row = found[at];
    if (wanted && row && fits(wanted, row, cases)) continue;
    return [
      {
        rule: 'answers',
        what: `${userid}: answer ${at + 1} should hold “${wanted?.words ?? 'nothing'}”, is “${firstLine(row)}”`,
      },
    ];
  }
  return [];
}

function fits({ words, files }: ExpectedAnswer, row: OutboundRow, cases: readonly CaseRow[]): boolean {
  if (!row.words.includes(words)) return false;
  if (files === undefined) return true;
  const filed = cases.find(({ summary }) => summary === files);
  return filed !== undefined && row.words.includes(displayCaseNumber(filed.number));
}

function firstLine(row: OutboundRow | undefined): string {
  return row?.words.split('\n')[0] ?? 'nothing';
}
