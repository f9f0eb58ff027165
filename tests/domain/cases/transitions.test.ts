import { describe, expect, it } from 'vitest';
import { type Case, isEnded, ownerOf } from '../../../src/domain/cases/case.js';
import { decide, isAllowedIn } from '../../../src/domain/cases/decide.js';
import { transitions } from '../../../src/domain/cases/transitions.js';
import { AppError } from '../../../src/shared/errors.js';
import { allCommands, allStates, caseIn, commandOf, noon, people, rules } from '../../support/make-case.js';

const pairs = allStates.flatMap((state) => allCommands.map((command) => ({ state, command })));

/** A small generator with a seed, so that a walk that fails can be walked again. */
function dice(seed: number): (sides: number) => number {
  let x = seed;
  return (sides) => {
    x = (x * 1_103_515_245 + 12_345) % 2_147_483_648;
    return x % sides;
  };
}

describe('Every command in every state', () => {
  it.each(pairs)(
    '$command.type of a $state case is decided, or refused with a word',
    ({ state, command }) => {
      const c = caseIn(state);
      if (isAllowedIn(state, command.type)) {
        const { next, events } = decide(c, command, noon, rules);
        expect(events.length).toBeGreaterThan(0);
        expect(next.revision).toBe(c.revision + 1);
        expect(next.number).toBe(c.number);
        return;
      }
      const refusal = expect.objectContaining({ code: 'case-state', remedy: 'tell-user' });
      expect(() => decide(c, command, noon, rules)).toThrow(refusal);
    },
  );

  it('leaves the case it was given untouched', () => {
    const c = caseIn('assigned');
    const before = structuredClone(c);
    decide(c, commandOf.resolve, noon, rules);
    expect(c).toEqual(before);
  });
});

describe('Any walk through the table', () => {
  it.each(Array.from({ length: 40 }, (_, i) => ({ seed: i * 7919 + 1 })))(
    'ends only where a case may end, and never wakes up but by a reopening (walk $seed)',
    ({ seed }) => {
      const roll = dice(seed);
      let c: Case = caseIn('reported');
      let decided = 0;
      for (let step = 0; step < 120; step++) {
        const command = allCommands[roll(allCommands.length)];
        if (!command) continue;
        const before = c;
        try {
          c = decide(before, command, noon, { ...rules, check: roll(2) === 0 ? 'town' : 'none' }).next;
          decided += 1;
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          continue;
        }
        if (isEnded(before)) expect([before.state, command.type]).toEqual(['closed', 'reopen']);
        // Whoever holds a case is a unit and a person together; what ended or waits is nobody's.
        const waits = ['reported', 'accepted', 'returned', 'withdrawn', 'duplicate', 'declined'].includes(
          c.state,
        );
        // A question that the centre answered itself never had a unit.
        const answered = c.state === 'closed' && c.how === 'answered';
        expect(ownerOf(c) === null).toBe(waits || answered);
        expect(c.hops).toBeLessThanOrEqual(rules.maxTransfers);
      }
      expect(decided).toBeGreaterThan(0);
    },
  );
});

describe('A department', () => {
  const closing = allCommands.filter((command) =>
    allStates.some((state) => {
      if (!isAllowedIn(state, command.type)) return false;
      const { next, events } = decide(caseIn(state), command, noon, rules);
      return next.state === 'closed' && !events.some((e) => e.type === 'case-closed' && e.byRule === true);
    }),
  );

  it('can give no command that closes a case', () => {
    expect(closing.map((c) => c.type).sort()).toEqual(['lapse', 'rate', 'reply']);
    for (const { type } of closing) {
      for (const relation of ['assignee', 'unit', 'superior'] as const) {
        expect(transitions[type].by).not.toContain(relation);
      }
    }
  });

  it('does not pass its own check: where none is asked for, the rules are written down as the ones who passed it', () => {
    const { next, events } = decide(caseIn('acknowledged'), commandOf.resolve, noon, rules);
    expect(next.state).toBe('resolved');
    expect(events.find((e) => e.type === 'check-passed')?.byRule).toBe(true);
    expect(events.find((e) => e.type === 'case-resolved')?.byRule).toBeUndefined();
  });

  it('hands the result to the town centre where the category asks for a look', () => {
    const { next, clocks } = decide(caseIn('acknowledged'), commandOf.resolve, noon, {
      ...rules,
      check: 'town',
    });
    expect(next.state).toBe('checking');
    expect(clocks).toContainEqual({ op: 'start', kind: 'check', span: '2wd' });
  });

  it('sends a case round no more than twice; then the town centre decides', () => {
    const twice = caseIn('assigned', { hops: 2 });
    expect(() => decide(twice, commandOf.transfer, noon, rules)).toThrow(
      expect.objectContaining({ code: 'case-hops' }),
    );
    expect(decide(twice, commandOf.return, noon, rules).next.state).toBe('returned');
    expect(decide(twice, commandOf.assign, noon, rules).next.state).toBe('assigned');
  });
});

describe('The promise to the reporter', () => {
  it('is made at the first assignment and not moved by a later one', () => {
    const resolveClocks = (from: 'reported' | 'returned') =>
      decide(caseIn(from), commandOf.assign, noon, rules).clocks.filter(
        (c) => 'kind' in c && c.kind === 'resolve',
      );
    expect(resolveClocks('reported')).toEqual([{ op: 'start', kind: 'resolve', span: '5wd' }]);
    expect(resolveClocks('returned')).toEqual([]);
  });

  it('stays while more time is only asked for, and moves when it is granted', () => {
    const asked = decide(caseIn('acknowledged'), commandOf['request-extension'], noon, rules);
    expect(asked.clocks).toEqual([{ op: 'start', kind: 'extension', span: '1wd' }]);
    const granted = decide(caseIn('acknowledged'), commandOf['grant-extension'], noon, rules);
    expect(granted.clocks).toContainEqual({
      op: 'move',
      kind: 'resolve',
      until: commandOf['grant-extension'].until,
    });
  });

  it('is kept apart from the first call: only a contact or a question stops that clock', () => {
    const stops = allCommands.filter((command) => {
      if (!isAllowedIn('acknowledged', command.type)) return false;
      const { clocks } = decide(caseIn('acknowledged'), command, noon, rules);
      return clocks.some((c) => c.op === 'settle' && c.kind === 'first-contact');
    });
    expect(stops.map((c) => c.type).sort()).toEqual(['ask', 'contact', 'resolve']);
  });
});

describe('A matter that touches somebody’s privacy', () => {
  it('is kept apart from the moment its category is known, and stays so under another', () => {
    const open = caseIn('reported', { categoryCode: null });
    const kept = decide(open, commandOf.assign, noon, { ...rules, restricted: true }).next;
    expect(kept.restricted).toBe(true);
    expect(decide(kept, commandOf.assign, noon, { ...rules, restricted: false }).next.restricted).toBe(true);
  });
});

describe('Somebody with nobody to ask', () => {
  it('has the case closed by the rules once it is done', () => {
    const { next, events } = decide(
      caseIn('acknowledged', { reporterId: null }),
      commandOf.resolve,
      noon,
      rules,
    );
    expect(next).toMatchObject({
      state: 'closed',
      how: 'nobody-to-ask',
      owner: { assigneeId: people.officer },
    });
    expect(events.at(-1)).toMatchObject({ type: 'case-closed', byRule: true });
  });
});
