import { describe, expect, it } from 'vitest';
import { readOptions } from '../../wecom-sim/read-options.js';

describe('the settings of npm run wecom-sim', () => {
  it('have defaults that fit the product’s own', () => {
    expect(readOptions({}, [])).toMatchObject({
      options: { port: 7080, host: '127.0.0.1', callbackUrl: 'http://127.0.0.1:8080/callbacks/wecom-app' },
      contactsDir: 'config',
      productPort: 8080,
    });
  });

  it('take the product’s port alone, and a whole callback address before it', () => {
    const address = (...args: string[]) => readOptions({}, args).options.callbackUrl;
    expect(address('SIM_PRODUCT_PORT=8090')).toBe('http://127.0.0.1:8090/callbacks/wecom-app');
    expect(address('SIM_PRODUCT_PORT=8090', 'SIM_CALLBACK_URL=http://127.0.0.1:1/x')).toBe(
      'http://127.0.0.1:1/x',
    );
  });

  it('come from the environment, and arguments win over it', () => {
    const { options } = readOptions({ SIM_PORT: '7081', SIM_SECRET: 's' }, [
      'SIM_PORT=7082',
      'SIM_TOKEN=a=b',
    ]);
    expect(options).toMatchObject({ port: 7082, secret: 's', token: 'a=b' });
  });

  it('are refused with the name of the one that is wrong', () => {
    expect(() => readOptions({ SIM_ENCODING_AES_KEY: 'short' }, [])).toThrow('SIM_ENCODING_AES_KEY');
  });
});
