/** What was ordered for the next calls: a line for each name, and one that serves all of them. */
export class Ordered<T> {
  readonly #named = new Map<string, T[]>();
  readonly #any: T[] = [];

  add(next: readonly T[], name?: string): void {
    if (name === undefined) {
      this.#any.push(...next);
      return;
    }
    const line = this.#named.get(name) ?? [];
    line.push(...next);
    this.#named.set(name, line);
  }

  /** Takes the next one for this name; what does not suit stays at the head of its line. */
  take(name: string, suits: (ordered: T) => boolean = () => true): T | undefined {
    for (const line of [this.#named.get(name), this.#any]) {
      const [head] = line ?? [];
      if (head !== undefined && suits(head)) return line?.shift();
    }
    return undefined;
  }

  clear(): void {
    this.#named.clear();
    this.#any.length = 0;
  }

  count(): number {
    return [...this.#named.values()].reduce((sum, line) => sum + line.length, this.#any.length);
  }
}
