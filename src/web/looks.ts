import type { FastifyInstance } from 'fastify';
import type { Engine } from '../bot/engine.js';
import type { IncidentDesk } from '../bot/incidents.js';
import { addHealth } from './health.js';
import { addMetrics, type MetricsText } from './metrics.js';

/** What those may see who look after the product; a worker answers this and nothing else. */
export interface Looks {
  metrics: MetricsText;
  incidents: Pick<IncidentDesk, 'list'>;
  /** METRICS_TOKEN; undefined: only this machine may look. */
  token: string | undefined;
}

export function addLooks(server: FastifyInstance, engine: Engine, looks: Looks): void {
  addHealth(server, { engine, incidents: looks.incidents, token: looks.token });
  addMetrics(server, looks.metrics, looks.token);
}
