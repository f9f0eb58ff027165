import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Observer } from '../shared/observer.js';
import { countFacts } from './count-facts.js';
import { type StateSources, showState } from './show-state.js';

/** Figures of this process for Prometheus. */
export interface Metrics {
  /** Counts what the parts report. */
  observer: Observer;
  /** Adds the gauges of rows and connections, once there are any. */
  show(sources: StateSources): void;
  readonly contentType: string;
  text(): Promise<string>;
}

export function createMetrics(role: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ role });
  // Memory, processor time, event loop lag, garbage collection: names begin with process_ and nodejs_.
  collectDefaultMetrics({ register: registry });
  const observer = countFacts(registry);
  return {
    observer,
    show: (sources) => showState(registry, sources),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
