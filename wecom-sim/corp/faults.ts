import { ApiRefusal } from '../api-refusal.js';

/**
 * Refusals ordered in advance: the place for everything that goes wrong on WeCom's side
 * (path/90313, wecom.md 7.1 and 9: -1 once then success, 45009, 45033, 48002, 60020).
 */
export class Faults {
  readonly #ordered: { path: string; errcode: number; left: number }[] = [];

  /** The next `times` calls of `path` (for example /cgi-bin/message/send) are refused with `errcode`. */
  order(path: string, errcode: number, times = 1): void {
    this.#ordered.push({ path, errcode, left: times });
  }

  /** Throws the refusal that is due for a call of this path, if any. */
  strike(path: string): void {
    const fault = this.#ordered.find((each) => each.path === path && each.left > 0);
    if (!fault) return;
    fault.left -= 1;
    throw new ApiRefusal(fault.errcode);
  }
}
