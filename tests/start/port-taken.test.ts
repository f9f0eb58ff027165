import { expect, it } from 'vitest';
import { explainListenError } from '../../src/port-taken.js';

const inUse = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE' });

it('the line to copy when a port is in use starts the same part of the product', () => {
  expect(explainListenError(inUse, 'worker', 8091)).toMatchObject({
    message: expect.stringMatching(/WORKER_PORT=8092 npm start -- worker$/),
  });
  expect(explainListenError(inUse, 'web', 8080)).toMatchObject({
    message: expect.stringMatching(/：PORT=8081 npm start -- web$/),
  });
  expect(explainListenError(inUse, 'all', 8080)).toMatchObject({
    message: expect.stringMatching(/：PORT=8081 npm start$/),
  });
});
