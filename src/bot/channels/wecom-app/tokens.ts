import { AppError } from '../../../shared/errors.js';
import type { TokenStore } from '../../channel.js';
import type { Transport } from './transport.js';
import { tokenReplySchema } from './wire.js';

/**
 * For so long a refused gettoken is not repeated: many attempts with a wrong secret get the address blocked for an hour
 * (path/90313), and every message waiting in the outbox would make one.
 */
const refusalHoldMs = 60_000;

export interface AccessToken {
  get(): Promise<string>;
  /** The platform no longer takes `token`. */
  drop(token: string): Promise<void>;
}

/** The app's access token: each app has one secret and one token (path/91039). */
export function createAccessToken(
  settings: { corpId: string; agentId: number; secret: string },
  tokens: TokenStore,
  transport: Transport,
): AccessToken {
  const key = `wecom-app:${settings.corpId}:${settings.agentId}`;
  let pending: Promise<{ token: string; expiresInSeconds: number }> | undefined;
  let refusal: { error: AppError; untilMs: number } | undefined;

  async function request() {
    if (refusal && performance.now() < refusal.untilMs) throw refusal.error;
    try {
      const reply = await transport.call(
        {
          method: 'GET',
          api: 'gettoken',
          query: { corpid: settings.corpId, corpsecret: settings.secret },
        },
        tokenReplySchema,
      );
      return { token: reply.access_token, expiresInSeconds: reply.expires_in };
    } catch (error) {
      if (error instanceof AppError && error.remedy === 'tell-operator') {
        refusal = { error, untilMs: performance.now() + refusalHoldMs };
      }
      throw error;
    }
  }

  /** Messages sent at the same time share one call; between processes the store sees to that. */
  function requestOnce() {
    pending ??= request().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  return {
    get: () => tokens.get(key, requestOnce),
    drop: (token) => tokens.drop(key, token),
  };
}
