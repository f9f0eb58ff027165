import { describe, expect, it } from 'vitest';
import { type Evidence, judge } from '../../long/chaos/judge.js';
import type { CaseRow, InboundRow, OutboundRow } from '../../long/chaos/read-ledger.js';
import type { Said } from '../../long/chaos/script.js';
import type { ApiCall } from '../../wecom-sim/corp/call-log.js';

const greeting = '这里是网格哨，帮你把事报给该办的单位';
const report: Said = { kind: 'mended', text: '7号楼门口的路灯已修好' };
const thanks: Said = { kind: 'thanks', text: '谢谢' };
const receipt = '记下了，自办，编号 20461-7。';

/** A worker who reported once and thanked, and everything that followed as it should be. */
function wellDone(): Evidence {
  const outbound = [greeting, receipt, '不客气'].map((words, index) => answer(index + 1, words));
  return {
    speakers: [{ userid: 'worker', role: 'worker', lines: [report, thanks] }],
    sent: [
      { userid: 'worker', said: report, msgId: '1', startedAt: 0, acceptedAt: 10, attempts: 1 },
      { userid: 'worker', said: thanks, msgId: '2', startedAt: 20, acceptedAt: 30, attempts: 1 },
    ],
    calls: outbound.map(({ words }, index) => call(index + 1, words)),
    ledger: {
      inbound: [inbound(1, report, '1'), inbound(2, thanks, '2')],
      outbound,
      cases: [filed('204617')],
    },
    greyCards: new Set(),
  };
}

function inbound(seq: number, { text }: Said, msgId: string): InboundRow {
  return { seq, userid: 'worker', externalKey: `x|${msgId}`, handled: true, outcome: 'quick-report', text };
}

function answer(seq: number, words: string): OutboundRow {
  const sent = { state: 'sent', attempts: 1, failureCode: null, cardId: null };
  return { seq, userid: 'worker', lane: 2, kind: 'text', words, ...sent };
}

function call(seq: number, content: string): ApiCall {
  const body = { touser: 'worker', text: { content } };
  return { seq, at: '', method: 'POST', path: '/cgi-bin/message/send', errcode: 0, body };
}

function filed(number: string): CaseRow {
  return { number, userid: 'worker', summary: report.text };
}

function rulesBroken(evidence: Evidence): string[] {
  return [...new Set(judge(evidence).map(({ rule }) => rule))];
}

describe('The judge of a run', () => {
  it('finds nothing where everything was handled and sent once', () => {
    expect(judge(wellDone())).toEqual([]);
  });

  it('finds a message that got 200 and is nowhere', () => {
    const evidence = wellDone();
    evidence.ledger.inbound.pop();
    evidence.ledger.outbound.pop();
    expect(rulesBroken(evidence)).toContain('lost');
  });

  it('finds a message that nobody handled, and one that was given up', () => {
    const evidence = wellDone();
    evidence.ledger.inbound[0] = { ...inbound(1, report, '1'), handled: false, outcome: null };
    evidence.ledger.inbound[1] = { ...inbound(2, thanks, '2'), outcome: 'failed:sorry' };
    expect(rulesBroken(evidence)).toEqual(['unhandled', 'given up']);
  });

  it('finds a message that was handled twice by its second case and its second answer', () => {
    const evidence = wellDone();
    evidence.ledger.cases.push(filed('204625'));
    evidence.ledger.outbound.push(answer(4, '记下了，自办，编号 20462-5。'));
    expect(rulesBroken(evidence)).toEqual(['cases', 'answers', 'not accepted']);
  });

  it('finds messages that were taken in in another order than they were accepted', () => {
    const evidence = wellDone();
    evidence.ledger.inbound = [inbound(2, report, '1'), inbound(1, thanks, '2')];
    expect(rulesBroken(evidence)).toContain('order of taking in');
  });

  it('finds an answer that WeCom accepted twice, never, or that no row knows', () => {
    const evidence = wellDone();
    const calls = [call(1, greeting), call(2, greeting), call(3, receipt), call(4, '你是谁')];
    expect(rulesBroken({ ...evidence, calls })).toEqual([
      'accepted without a row',
      'accepted twice',
      'not accepted',
    ]);
  });

  it('takes a suppressed repeat, a refusal and an equal text with a line of its own for what they are', () => {
    const evidence = wellDone();
    evidence.ledger.outbound.push(answer(4, '不客气'));
    evidence.ledger.inbound.push(inbound(3, thanks, '3'));
    const sent = [
      ...evidence.sent,
      { userid: 'worker', said: thanks, msgId: '3', startedAt: 40, acceptedAt: 50, attempts: 1 },
    ];
    const calls: ApiCall[] = [
      ...evidence.calls,
      { ...call(4, '不客气'), errcode: -1 },
      { ...call(5, '不客气'), repeated: true },
      call(6, '不客气\n（10:31 第二次）'),
    ];
    expect(judge({ ...evidence, sent, calls })).toEqual([]);
  });

  it('finds answers that were accepted in another order than they were given', () => {
    const evidence = wellDone();
    const calls = [call(1, greeting), call(2, '不客气'), call(3, receipt)];
    expect(rulesBroken({ ...evidence, calls })).toEqual(['order of sending']);
  });

  it('finds a message that WeCom dropped without a word because its reader had too many', () => {
    const evidence = wellDone();
    const calls = evidence.calls.map((each) => ({ ...each, dropped: ['worker'] }));
    expect(rulesBroken({ ...evidence, calls })).toEqual(['dropped']);
  });

  it('finds a card that was marked as settled and still has its buttons', () => {
    const evidence = wellDone();
    const update = { ...answer(4, '这样报上去，可以吗'), lane: 3, kind: 'card-update', cardId: 'c-1' };
    evidence.ledger.outbound.push(update);
    expect(rulesBroken(evidence)).toEqual(['not greyed']);
    expect(rulesBroken({ ...evidence, greyCards: new Set(['c-1']) })).toEqual([]);
  });
});
