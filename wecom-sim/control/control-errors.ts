import type { FastifyInstance } from 'fastify';
import { ZodError, z } from 'zod';
import { type MistakeCode, SimMistake } from '../sim-mistake.js';

const statusOfMistake: Record<MistakeCode, number> = {
  'no-callback-url': 409,
  'no-such-card': 404,
  'no-such-button': 404,
  'card-is-grey': 409,
  'rates-above-one': 400,
};

/** The control API speaks plain HTTP statuses; only the simulated API hides errors behind 200. */
export function addControlErrors(control: FastifyInstance): void {
  control.setErrorHandler((error, _request, reply) => {
    if (error instanceof ZodError)
      return reply.code(400).send({ code: 'bad-request', message: z.prettifyError(error) });
    if (error instanceof SimMistake)
      return reply.code(statusOfMistake[error.code]).send({ code: error.code, message: error.message });
    return reply.send(error);
  });
}
