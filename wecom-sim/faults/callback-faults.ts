import { memberKey } from '../corp/members.js';
import type { Knobs } from '../knobs.js';
import type { Dice } from './dice.js';
import type { CallbackFault, OrderedForDelivery } from './fault-names.js';
import { Ordered } from './ordered.js';

/** The fate of one delivery; several things may happen to the same one. */
export interface DeliveryPlan {
  held: boolean;
  duplicate: boolean;
  /** For each attempt in turn: whether its answer is lost. */
  lostAnswers: boolean[];
}

/** Decides what goes wrong with a delivery: what was ordered, else chance. */
export class CallbackFaults {
  readonly #ordered = new Ordered<OrderedForDelivery>();
  readonly #knobs: Knobs;
  readonly #dice: Dice;

  constructor(knobs: Knobs, dice: Dice) {
    this.#knobs = knobs;
    this.#dice = dice;
  }

  /** For the next deliveries of `userid`, or of any member. */
  order(next: readonly OrderedForDelivery[], userid?: string): void {
    this.#ordered.add(next, userid === undefined ? undefined : memberKey(userid));
  }

  cancelOrders(): void {
    this.#ordered.clear();
  }

  waiting(): number {
    return this.#ordered.count();
  }

  /** An ordered `lost-answer` loses the answer of the first attempt only; by chance each attempt may lose its own. */
  plan(userid: string, maxAttempts: number): DeliveryPlan {
    const key = memberKey(userid);
    const ordered = this.#ordered.take(key);
    const attempts = Array.from({ length: maxAttempts }, (_each, index) => index);
    if (ordered !== undefined)
      return {
        held: ordered === 'held',
        duplicate: ordered === 'duplicate',
        lostAnswers: attempts.map((index) => index === 0 && ordered === 'lost-answer'),
      };
    return {
      held: this.#strikes('held', key),
      duplicate: this.#strikes('duplicate', key),
      lostAnswers: attempts.map(() => this.#strikes('lost-answer', key)),
    };
  }

  #strikes(fault: CallbackFault, key: string): boolean {
    const rate = this.#knobs.callbackFaultRates[fault] ?? 0;
    return rate > 0 && this.#dice.roll(`${fault} ${key}`) < rate;
  }
}
