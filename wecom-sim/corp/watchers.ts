/** Who wants to hear of something at once. */
export class Watchers<T extends readonly unknown[]> {
  readonly #watchers = new Set<(...news: T) => void>();

  /** Until the returned function is called. */
  add(watcher: (...news: T) => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** A watcher may leave while it is told. */
  tell(...news: T): void {
    for (const watcher of [...this.#watchers]) watcher(...news);
  }
}
