/** Lines that come while others are being written go together with the next write, so that they share its fsync. */
export class GatheredAppends {
  readonly #append: (lines: readonly string[]) => Promise<void>;
  #next: { lines: string[]; done: Promise<void> } | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(append: (lines: readonly string[]) => Promise<void>) {
    this.#append = append;
  }

  add(lines: readonly string[]): Promise<void> {
    this.#next ??= this.#begin();
    this.#next.lines.push(...lines);
    return this.#next.done;
  }

  async idle(): Promise<void> {
    await this.#last;
  }

  #begin(): { lines: string[]; done: Promise<void> } {
    const lines: string[] = [];
    const done = this.#last.then(() => {
      this.#next = null;
      return this.#append(lines);
    });
    this.#last = done.catch(() => undefined);
    return { lines, done };
  }
}
