import { api } from './api.js';

let base = { at: Date.now(), seen: performance.now() };
const watchers = new Set();

/** The product's clock as last heard, carried on by the browser's until it is heard again. */
export const productClock = {
  now: () => base.at + (performance.now() - base.seen),
  set(instant) {
    base = { at: new Date(instant).getTime(), seen: performance.now() };
    for (const watcher of watchers) watcher();
  },
  async refresh() {
    productClock.set((await api.clock()).now);
  },
  watch(watcher) {
    watchers.add(watcher);
  },
};
