import { ApiRefusal } from '../api-refusal.js';
import type { SimClock } from '../sim-clock.js';
import { opaqueId } from './new-ids.js';

/** Access tokens of the one app (path/91039, wecom.md 2.1). */
export class Tokens {
  readonly #expiresAtMs = new Map<string, number>();
  readonly #clock: SimClock;

  constructor(clock: SimClock) {
    this.#clock = clock;
  }

  /** A new token at every call; the earlier ones stay valid, so concurrent refreshes do not hurt each other. */
  issue(lifetimeSeconds: number): string {
    const token = opaqueId('tok');
    this.#expiresAtMs.set(token, this.#clock.nowMs() + lifetimeSeconds * 1000);
    return token;
  }

  /** WeCom may invalidate tokens early: from now on all issued ones answer 40014 (path/91039, wecom.md 2.1). */
  invalidateAll(): void {
    this.#expiresAtMs.clear();
  }

  /** This one is too old from now on, whatever lifetime it was given. */
  expire(token: string | undefined): void {
    if (token !== undefined && this.#expiresAtMs.has(token))
      this.#expiresAtMs.set(token, this.#clock.nowMs());
  }

  /** Path/90313, wecom.md 7.1 and 7.2: 41001 missing, 40014 unknown, 42001 too old. */
  check(token: string | undefined): void {
    if (!token) throw new ApiRefusal(41001);
    const expiresAtMs = this.#expiresAtMs.get(token);
    if (expiresAtMs === undefined) throw new ApiRefusal(40014);
    if (this.#clock.nowMs() >= expiresAtMs) throw new ApiRefusal(42001);
  }
}
