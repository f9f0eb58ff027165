import type { TokenStore } from '../../src/bot/channel.js';

/** A token store of one process; tokens do not grow old in it. */
export function memoryTokens(): TokenStore {
  const tokens = new Map<string, Promise<{ token: string }>>();
  return {
    async get(key, fetch) {
      const stored = tokens.get(key) ?? fetch();
      tokens.set(key, stored);
      try {
        return (await stored).token;
      } catch (error) {
        if (tokens.get(key) === stored) tokens.delete(key);
        throw error;
      }
    },
    async drop(key, token) {
      const stored = await tokens.get(key);
      if (stored?.token === token) tokens.delete(key);
    },
  };
}
