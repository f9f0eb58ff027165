import type { FastifyInstance } from 'fastify';
import type { WecomSim } from '../wecom-sim.js';
import { faultOrder, knobTurn } from './bodies.js';

/** Knobs and ordered faults over HTTP. */
export function addFaultControl(control: FastifyInstance, sim: WecomSim): void {
  control.get('/knobs', async () => sim.knobs());
  control.post('/knobs', async (request) => {
    sim.turn(knobTurn.parse(request.body));
    return { turned: true, knobs: sim.knobs() };
  });
  control.post('/faults', async (request) => {
    const order = faultOrder.parse(request.body);
    if ('errcode' in order) sim.failNext(order.path, order.errcode, order.times);
    else if ('calls' in order) sim.orderApiFaults(order.calls, order.path);
    else sim.orderCallbackFaults(order.deliveries, order.userid);
    return order;
  });
  control.post('/calm', async () => {
    sim.calm();
    return { calm: true, knobs: sim.knobs() };
  });
}
