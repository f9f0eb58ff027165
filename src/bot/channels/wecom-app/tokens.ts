import { AppError } from '../../../shared/errors.js';
import { ChannelTrouble, type Rest, type TokenStore } from '../../channel.js';
import type { Transport } from './transport.js';
import { tokenReplySchema } from './wire.js';

/**
 * A refused gettoken: many attempts with a wrong secret get the address blocked for an hour (path/90313), so the rests
 * grow well beyond those of other obstacles.
 */
const refusedRest: Rest = { firstMs: 60_000, longestMs: 900_000, after: 1 };

/** So long a process does not look again at the row that all processes share. WeCom tells if it was replaced. */
const keptMs = 30_000;

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
  let kept: { token: Promise<string>; untilMs: number } | undefined;

  async function fetch() {
    const reply = await transport.call(
      {
        method: 'GET',
        api: 'gettoken',
        query: { corpid: settings.corpId, corpsecret: settings.secret },
      },
      tokenReplySchema,
    );
    return { token: reply.access_token, expiresInSeconds: reply.expires_in };
  }

  async function find(): Promise<string> {
    try {
      return await tokens.get(key, fetch);
    } catch (error) {
      kept = undefined;
      if (error instanceof AppError && error.remedy === 'tell-operator') {
        throw new ChannelTrouble(error.code, error.remedy, error.message, refusedRest, { cause: error });
      }
      throw error;
    }
  }

  return {
    /** Messages sent at the same time share one look; between processes the store sees to that. */
    get() {
      if (!kept || performance.now() >= kept.untilMs) {
        kept = { token: find(), untilMs: performance.now() + keptMs };
      }
      return kept.token;
    },
    async drop(token) {
      const mine = kept;
      await tokens.drop(key, token);
      if (kept === mine && (await mine?.token.catch(() => token)) === token) kept = undefined;
    },
  };
}
