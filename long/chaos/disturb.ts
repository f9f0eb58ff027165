import { setTimeout as delay } from 'node:timers/promises';
import type { Crew } from '../support/crew.js';
import type { Random } from '../support/random.js';

/** One thing done to the running product. */
export interface Disturbance {
  what: 'kill' | 'wipe-queue' | 'stop-database' | 'rate-limit';
  /** Share of the messages said before it comes; from 1 on: seconds after the last one, plus 1. */
  at: number;
}

/** Share of the kills that come after the last message, while answers are still going out. */
const lateShare = 0.2;
/** The late ones come within so many seconds. */
const lateWithinSeconds = 8;

/** Kills at moments drawn by chance; the rest evenly in the middle of the traffic. */
export function planDisturbances(
  random: Random,
  counts: { kills: number; wipes: number; stopDatabase: boolean; rateLimits: number },
): Disturbance[] {
  const late = Math.floor(counts.kills * lateShare);
  const kills = Array.from({ length: counts.kills }, (_x, index) => ({
    what: 'kill' as const,
    at: index < late ? 1 + random.next() * lateWithinSeconds : 0.03 + random.next() * 0.95,
  }));
  const wipes = Array.from({ length: counts.wipes }, (_x, index) => ({
    what: 'wipe-queue' as const,
    at: (index + 1) / (counts.wipes + 1),
  }));
  const stops = counts.stopDatabase ? [{ what: 'stop-database' as const, at: 0.4 }] : [];
  const limits = Array.from({ length: counts.rateLimits }, () => ({
    what: 'rate-limit' as const,
    at: random.next(),
  }));
  return [...kills, ...wipes, ...stops, ...limits].sort((a, b) => a.at - b.at);
}

export interface Disturber {
  /** So much of the traffic is said. */
  progress(share: number): void;
  /** The last message is said: carries out what is left and resolves when all is done. */
  finish(): Promise<string[]>;
}

/** Carries the plan out; what was done is told in the lines that `finish` resolves with. */
export function createDisturber(options: {
  plan: readonly Disturbance[];
  random: Random;
  crew: Crew;
  wipeQueue(): Promise<void>;
  stopDatabase(): Promise<void>;
  /** The next call meets WeCom's frequency refusal. */
  limitRate(): void;
}): Disturber {
  const { random, crew } = options;
  const left = [...options.plan];
  const underWay: Promise<void>[] = [];
  const killed = new Map<string, number>();
  let missed = 0;

  const carryOut = async ({ what }: Disturbance) => {
    switch (what) {
      case 'wipe-queue':
        return options.wipeQueue();
      case 'stop-database':
        return options.stopDatabase();
      case 'rate-limit':
        return options.limitRate();
      case 'kill': {
        // Not at the instant of a message: also between two of them.
        await delay(random.below(400));
        const order = [...crew.members].sort(() => random.next() - 0.5);
        const hit = order.find((member) => member.kill());
        if (hit) killed.set(hit.role, (killed.get(hit.role) ?? 0) + 1);
        else missed += 1;
      }
    }
  };
  const progress = (share: number) => {
    while (left[0] !== undefined && left[0].at <= share) {
      const next = left.shift();
      if (next) underWay.push(carryOut(next));
    }
  };

  return {
    progress: (share) => progress(Math.min(share, 0.999)),
    async finish() {
      progress(1);
      let after = 1;
      for (let next = left.shift(); next; next = left.shift()) {
        await delay((next.at - after) * 1000);
        after = next.at;
        underWay.push(carryOut(next));
      }
      await Promise.all(underWay);
      const kills = [...killed].map(([role, times]) => `${role} ${times}`);
      return [
        `SIGKILL: ${kills.join(', ') || 'none'}${missed > 0 ? `, ${missed} found nobody running` : ''}`,
      ];
    },
  };
}
