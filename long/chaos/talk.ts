import { setTimeout as delay } from 'node:timers/promises';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import type { Random } from '../support/random.js';
import type { Said, Speaker } from './script.js';

/** One message as the person's side knows it. Times are of `performance.now()`. */
export interface Sent {
  userid: string;
  said: Said;
  msgId: string | undefined;
  startedAt: number;
  /** When the product had answered 200; null: it never did, and WeCom gave the message up. */
  acceptedAt: number | null;
  attempts: number;
}

export interface TalkOptions {
  sim: WecomSim;
  speakers: readonly Speaker[];
  random: Random;
  /** Mean pause between two messages of one conversation, milliseconds. */
  paceMs: number;
  /** Share of messages that follow the one before without waiting for its 200. */
  hastyShare: number;
  /** Called at every message with the share of all messages said so far. */
  onProgress(share: number): void;
}

/** Everybody talks at once, each at his own pace; resolves when WeCom has delivered or given up all messages. */
export async function talk(options: TalkOptions): Promise<Sent[]> {
  const { sim, speakers, paceMs, hastyShare, onProgress } = options;
  const total = speakers.reduce((sum, { lines }) => sum + lines.length, 0);
  const sent: Sent[] = [];
  let begun = 0;

  const say = async (userid: string, said: Said) => {
    begun += 1;
    onProgress(begun / total);
    const startedAt = performance.now();
    const { accepted, msgId, attempts } = await sim.users.say(userid, said.text);
    sent.push({
      userid,
      said,
      msgId,
      startedAt,
      acceptedAt: accepted ? performance.now() : null,
      attempts: attempts.length,
    });
  };

  const converse = async ({ userid, lines }: Speaker, random: Random) => {
    await delay(random.next() * paceMs);
    const underWay: Promise<void>[] = [];
    for (const said of lines) {
      const saying = say(userid, said);
      underWay.push(saying);
      if (random.chance(hastyShare)) continue;
      await Promise.all(underWay);
      await delay(random.next() * 2 * paceMs);
    }
    await Promise.all(underWay);
  };

  const branches = speakers.map((speaker) => ({ speaker, random: options.random.branch() }));
  await Promise.all(branches.map(({ speaker, random }) => converse(speaker, random)));
  return sent;
}
