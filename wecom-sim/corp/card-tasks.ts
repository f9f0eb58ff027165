import { ApiRefusal } from '../api-refusal.js';
import type { SimClock } from '../sim-clock.js';
import { opaqueId } from './new-ids.js';

export interface CardTask {
  taskId: string;
  cardType: string;
  holders: string[];
}

// A response_code is valid for 72 hours (path/94888, wecom.md 2.3).
const codeLifetimeMs = 72 * 3600 * 1000;

/** Cards that carry a task_id, and the rights to update them. */
export class CardTasks {
  readonly #tasks = new Map<string, CardTask>();
  readonly #codes = new Map<string, { taskId: string; issuedAtMs: number; used: boolean }>();
  readonly #clock: SimClock;

  constructor(clock: SimClock) {
    this.#clock = clock;
  }

  /** A task_id is unique for the app (path/90236, wecom.md 2.3); the number of the refusal is unconfirmed. */
  requireUnused(taskId: string): void {
    if (this.#tasks.has(taskId)) throw new ApiRefusal(40058, 'task_id was used before');
  }

  record(task: CardTask): void {
    this.#tasks.set(task.taskId, task);
  }

  find(taskId: string): CardTask | undefined {
    return this.#tasks.get(taskId);
  }

  issueCode(taskId: string): string {
    const code = opaqueId('rc');
    this.#codes.set(code, { taskId, issuedAtMs: this.#clock.nowMs(), used: false });
    return code;
  }

  /** The task that a code may update; the code must be unused and young. The number is unconfirmed. */
  taskOfCode(code: string): CardTask {
    const entry = this.#codes.get(code);
    if (!entry) throw new ApiRefusal(40058, 'response_code is unknown');
    if (entry.used) throw new ApiRefusal(40058, 'response_code was used before');
    if (this.#clock.nowMs() - entry.issuedAtMs >= codeLifetimeMs)
      throw new ApiRefusal(40058, 'response_code is older than 72 hours');
    const task = this.#tasks.get(entry.taskId);
    if (!task) throw new ApiRefusal(40058, 'the card of this response_code is gone');
    return task;
  }

  spendCode(code: string): void {
    const entry = this.#codes.get(code);
    if (entry) entry.used = true;
  }
}
