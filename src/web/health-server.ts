import Fastify, { type FastifyInstance } from 'fastify';
import type { Engine } from '../bot/engine.js';
import { addLooks, type Looks } from './looks.js';

/** What a worker answers, where it is given a port: how it fares, nothing else. */
export async function createHealthServer(engine: Engine, looks: Looks): Promise<FastifyInstance> {
  const server = Fastify({ logger: false, forceCloseConnections: true });
  addLooks(server, engine, looks);
  return server;
}
