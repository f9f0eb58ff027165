import { describe, expect, it } from 'vitest';
import { ChannelTrouble, StaleRequest } from '../../../src/bot/channel.js';
import { type Failed, judgeFailure } from '../../../src/bot/delivery/judge-failure.js';
import { AppError } from '../../../src/shared/errors.js';

const message: Failed = { kind: 'text', lane: 2, attempts: 1, failingForMs: null, repeated: false };
const hourMs = 3_600_000;
const busy = new AppError('wecom--1', 'retry', 'busy');
const refused = new AppError('wecom-40058', 'give-up', 'refused');
const address = new ChannelTrouble('wecom-60020', 'tell-operator', 'address', {
  firstMs: 60_000,
  longestMs: 300_000,
  after: 1,
});
const judge = (error: unknown, change: Partial<Failed> = {}, paused = false, random = 0) =>
  judgeFailure(error, { ...message, ...change }, paused, random);

describe('The next attempt at a message', () => {
  it.each([
    [1, 2_000],
    [2, 4_000],
    [5, 32_000],
    [6, 60_000],
    [5000, 60_000],
  ])('after attempt %i comes %i ms later, or up to half as much again', (attempts, waitMs) => {
    expect(judge(busy, { attempts })).toMatchObject({ state: 'queued', waitMs, counted: true });
    expect(judge(busy, { attempts }, false, 1)).toMatchObject({ waitMs: waitMs * 1.5 });
  });

  it('waits at least as long as the error names', () => {
    const slow = new AppError('wecom-60011', 'tell-operator', 'not visible', { retryAfterMs: 300_000 });
    expect(judge(slow)).toMatchObject({ state: 'queued', waitMs: 300_000 });
  });

  it('is not held against it while its channel rests, however long that lasts', () => {
    expect(judge(address, { failingForMs: 1000 * hourMs }, true)).toEqual({
      state: 'queued',
      code: 'wecom-60020',
      waitMs: 0,
      counted: false,
    });
  });

  it('does not come when our own mistake has failed it a dozen times', () => {
    const mistake = new TypeError('not a function');
    expect(judge(mistake, { attempts: 11 })).toMatchObject({ state: 'queued' });
    expect(judge(mistake, { attempts: 12 })).toEqual({ state: 'failed', code: 'unexpected' });
  });

  it('is written anew when the platform lost what it refers to', () => {
    const stale = new StaleRequest('wecom-40007', 'gone');
    expect(judge(stale, { repeated: true })).toMatchObject({ state: 'queued', rewrite: true });
    expect(judge(stale)).toEqual({ state: 'failed', code: 'wecom-40007' });
  });
});

describe('A refused update of a card', () => {
  it('is done if an earlier attempt may have used up its right', () => {
    expect(judge(refused, { kind: 'card-update', repeated: true })).toEqual({
      state: 'sent',
      code: 'wecom-40058',
    });
  });

  it('has failed if it was the first attempt', () => {
    expect(judge(refused, { kind: 'card-update' })).toEqual({ state: 'failed', code: 'wecom-40058' });
  });

  it('is done for no text, however often it was tried', () => {
    expect(judge(refused, { repeated: true })).toEqual({ state: 'failed', code: 'wecom-40058' });
  });
});
