import { Counts } from '../corp/counts.js';
import type { Delivery } from './deliver.js';

export interface DeliverySummary {
  total: number;
  /** Deliveries of which the simulator read a 200. */
  accepted: number;
  attempts: number;
  /** Attempts by HTTP status; `none` where there was no answer. */
  byStatus: Record<string, number>;
  /** `held` and `duplicate` count deliveries, `lost-answer` counts attempts. */
  byFault: Record<string, number>;
}

/** What became of everything that members said. */
export class DeliveryCounts {
  readonly #byStatus = new Counts();
  readonly #byFault = new Counts();
  #total = 0;
  #accepted = 0;
  #attempts = 0;

  count({ accepted, attempts, held }: Pick<Delivery, 'accepted' | 'attempts' | 'held'>): void {
    this.#total += 1;
    if (accepted) this.#accepted += 1;
    this.#attempts += attempts.length;
    if (held) this.#byFault.add('held');
    if (attempts.some(({ fault }) => fault === 'duplicate')) this.#byFault.add('duplicate');
    for (const { status, fault } of attempts) {
      this.#byStatus.add(String(status ?? 'none'));
      if (fault === 'lost-answer') this.#byFault.add(fault);
    }
  }

  summary(): DeliverySummary {
    return {
      total: this.#total,
      accepted: this.#accepted,
      attempts: this.#attempts,
      byStatus: this.#byStatus.all(),
      byFault: this.#byFault.all(),
    };
  }
}
