import { describe, expect, it } from 'vitest';
import { type ChainedEvent, findBreak, genesis, hashOf } from '../../../src/domain/cases/event-chain.js';

function chainOf(types: readonly string[]): ChainedEvent[] {
  let prevHash = genesis;
  return types.map((type, i) => {
    const event = {
      stream: 'c-1',
      n: i + 1,
      type,
      actorId: 'p-1',
      actorRole: 'assignee',
      body: { unit: 'HS', step: i },
      at: new Date(Date.UTC(2026, 8, 16, 2, i)),
      prevHash,
    };
    prevHash = hashOf(event);
    return { ...event, hash: prevHash };
  });
}

const types = ['case-reported', 'case-assigned', 'case-acknowledged', 'case-resolved'];

describe('The log of a case', () => {
  it('holds when nobody touched it', () => {
    expect(findBreak(chainOf(types))).toBeNull();
    expect(findBreak([])).toBeNull();
  });

  it('reads the same whatever the order of the fields in a row', () => {
    const [first] = chainOf(types);
    expect(first && hashOf({ ...first, body: { step: 0, unit: 'HS' } })).toBe(first?.hash);
  });

  const changes: [string, (e: ChainedEvent) => ChainedEvent][] = [
    ['a changed body', (e) => ({ ...e, body: { ...e.body, unit: 'SJ' } })],
    ['another type', (e) => ({ ...e, type: 'case-returned' })],
    ['another person', (e) => ({ ...e, actorId: 'p-2' })],
    ['another role', (e) => ({ ...e, actorRole: 'town' })],
    ['another time', (e) => ({ ...e, at: new Date(e.at.getTime() + 1000) })],
  ];
  it.each(changes)('shows %s', (_what, change) => {
    const chain = chainOf(types).map((e) => (e.n === 2 ? change(e) : e));
    expect(findBreak(chain)).toEqual({ n: 2, why: 'content' });
  });

  it('shows a change whose hash was made anew, by the event that follows', () => {
    const chain = chainOf(types).map((e) => {
      if (e.n !== 2) return e;
      const changed = { ...e, body: { unit: 'SJ' } };
      return { ...changed, hash: hashOf(changed) };
    });
    expect(findBreak(chain)).toEqual({ n: 3, why: 'link' });
  });

  it('shows a missing event', () => {
    expect(findBreak(chainOf(types).filter((e) => e.n !== 2))).toEqual({ n: 3, why: 'gap' });
    expect(findBreak(chainOf(types).slice(1))).toEqual({ n: 2, why: 'gap' });
  });

  it('shows two events that changed places', () => {
    const [a, b, c, d] = chainOf(types);
    expect(findBreak([a, c, b, d].flatMap((e) => (e ? [e] : [])))).toEqual({ n: 3, why: 'gap' });
    const renumbered = [a, c, b, d].flatMap((e, i) => (e ? [{ ...e, n: i + 1 }] : []));
    expect(findBreak(renumbered)).toEqual({ n: 2, why: 'link' });
  });
});
