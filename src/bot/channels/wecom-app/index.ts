import { AppError } from '../../../shared/errors.js';
import type { Log } from '../../../shared/log.js';
import {
  type Channel,
  type ChannelAbilities,
  type MediaReader,
  type SendReceipt,
  type SendRequest,
  StaleRequest,
  type TokenStore,
  type WireRules,
} from '../../channel.js';
import { createClient } from './client.js';
import { encodeDelivery, repeatSeconds } from './encode.js';
import { mediaTypeOf } from './media-type.js';
import { createAccessToken } from './tokens.js';
import { createTransport } from './transport.js';

const abilities: ChannelAbilities = { buttons: true, cardUpdate: true, image: true };

/**
 * path/90454: beyond 30 a minute or 1000 an hour a member's messages are dropped while WeCom says success. Some room is
 * left, also because what is counted here when it is sent may arrive some seconds later.
 */
const quota = { minute: 25, hour: 950, reserve: { minute: 4, hour: 40 } };

/** path/90253: what counts as an image; other pictures go as files. */
const imageTypes: ReadonlySet<string> = new Set(['image/jpeg', 'image/png']);

/** How long a member without an interface licence is left alone: giving one is a purchase. */
const unlicensedWaitMs = 30 * 60_000;

export interface WecomAppOptions {
  settings: { corpId: string; agentId: number; secret: string; apiBaseUrl: string };
  tokens: TokenStore;
  media: MediaReader;
  log: Log;
}

/** Members of one WeCom corp, one to one, through its self-built app (自建应用). What they say comes in through callback.ts. */
export function createWecomAppChannel({ settings, tokens, media, log }: WecomAppOptions): Channel {
  const transport = createTransport(settings.apiBaseUrl);
  const client = createClient(transport, createAccessToken(settings, tokens, transport));

  const wire: WireRules = {
    memoryMs: repeatSeconds * 1000,
    quota,
    async upload(mediaId) {
      const file = await media.read(mediaId);
      const kind = imageTypes.has(file.mime) ? 'image' : 'file';
      return { kind, platformId: await client.upload(kind, file) };
    },
    encode: (request) => encodeDelivery(settings.agentId, request),
  };

  async function sendOne({ to, body, content }: SendRequest): Promise<SendReceipt> {
    const reply = await client.send(body).catch((error: unknown) => {
      // path/90313: the upload is older than three days, or lost.
      if (content.kind === 'image' && error instanceof AppError && error.code === 'wecom-40007') {
        throw new StaleRequest(error.code, error.message, { cause: error });
      }
      throw error;
    });
    refuseUnreached(to, reply.invaliduser.split('|'));
    if (names(reply.unlicenseduser.split('|'), to)) {
      log.error({ code: 'wecom-unlicenseduser' }, '有成员没有接口许可，请在管理后台开通');
      // Not delivered, and the same request would be taken for a repeat even with a licence.
      throw new StaleRequest('wecom-unlicenseduser', 'no interface licence for this member', {
        retryAfterMs: unlicensedWaitMs,
      });
    }
    return {
      ...(reply.msgid !== undefined && { platformId: reply.msgid }),
      ...(reply.response_code !== undefined && { responseCode: reply.response_code }),
    };
  }

  async function updateCard({ to, body }: SendRequest): Promise<SendReceipt> {
    const reply = await client.updateCard(body);
    refuseUnreached(to, reply.invaliduser);
    return {};
  }

  return {
    name: 'wecom-app',
    abilities,
    wire,
    send: (request) => (request.content.kind === 'card-update' ? updateCard(request) : sendOne(request)),
    async download(platformId) {
      const { bytes, contentType } = await client.fetchMedia(platformId);
      return { bytes, mime: mediaTypeOf(bytes, contentType) };
    },
    close: () => transport.close(),
  };
}

/** A member out of reach is named in a reply that says success (path/90236). */
function refuseUnreached(to: string, invalid: readonly string[]): void {
  if (names(invalid, to)) throw new AppError('wecom-invaliduser', 'give-up', 'not within reach of the app');
}

/** Userids come back in lower case (path/90236). */
function names(list: readonly string[], userid: string): boolean {
  return list.some((each) => each.toLowerCase() === userid.toLowerCase());
}
