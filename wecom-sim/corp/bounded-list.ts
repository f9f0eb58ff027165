export type Numbered<E> = E & { seq: number };

/** A list numbered from 1 that keeps its newest entries only; reading costs what is read. */
export class BoundedList<E extends object> {
  readonly #limit: number;
  readonly #onForgotten: (entry: Numbered<E>) => void;
  #kept: Numbered<E>[] = [];
  #count = 0;

  constructor(limit: number, onForgotten: (entry: Numbered<E>) => void = () => undefined) {
    this.#limit = limit;
    this.#onForgotten = onForgotten;
  }

  /** How many there ever were. */
  get count(): number {
    return this.#count;
  }

  /** How many of them are kept no longer. */
  get forgotten(): number {
    return this.#count - this.#kept.length;
  }

  add(entry: E): Numbered<E> {
    this.#count += 1;
    const numbered = { seq: this.#count, ...entry };
    this.#kept.push(numbered);
    // A quarter goes at once, so that the cost of one addition stays constant.
    if (this.#kept.length > this.#limit)
      this.#kept.splice(0, this.#kept.length - Math.ceil(this.#limit * 0.75)).forEach(this.#onForgotten);
    return numbered;
  }

  after(seq: number, most = Number.POSITIVE_INFINITY): Numbered<E>[] {
    const start = Math.max(0, seq - this.forgotten);
    return this.#kept.slice(start, start + most);
  }

  newest(most: number): Numbered<E>[] {
    return most > 0 ? this.#kept.slice(-most) : [];
  }

  find(wanted: (entry: Numbered<E>) => boolean): Numbered<E> | undefined {
    return this.#kept.find(wanted);
  }

  findLast(wanted: (entry: Numbered<E>) => boolean): Numbered<E> | undefined {
    return this.#kept.findLast(wanted);
  }
}
