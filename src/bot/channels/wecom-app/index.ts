import { AppError } from '../../../shared/errors.js';
import type { Log } from '../../../shared/log.js';
import type {
  Channel,
  ChannelAbilities,
  MediaReader,
  SendReceipt,
  SendRequest,
  TokenStore,
} from '../../channel.js';
import { createClient } from './client.js';
import { encodeCard, encodeSend, encodeText, encodeUpdate, type WireContent } from './encode.js';
import { mediaTypeOf } from './media-type.js';
import { splitText } from './split-text.js';
import { createAccessToken } from './tokens.js';
import { createTransport } from './transport.js';
import { createUploads, type Uploaded } from './uploads.js';

const abilities: ChannelAbilities = { buttons: true, cardUpdate: true, image: true, repeatKey: true };

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
  const uploads = createUploads(media, client);

  async function sendOne(to: string, content: WireContent): Promise<SendReceipt> {
    const reply = await client.send(encodeSend(settings.agentId, to, content));
    refuseUnreached(to, reply.invaliduser.split('|'));
    if (names(reply.unlicenseduser.split('|'), to)) {
      throw new AppError('wecom-unlicenseduser', 'tell-operator', '这位成员没有接口许可，请在管理后台开通');
    }
    return {
      ...(reply.msgid !== undefined && { platformId: reply.msgid }),
      ...(reply.response_code !== undefined && { responseCode: reply.response_code }),
    };
  }

  /** One part after the other, each awaited, so that they arrive in order. The receipt is the last part's. */
  async function sendText(to: string, text: string, sameBefore: number): Promise<SendReceipt> {
    let receipt: SendReceipt = {};
    for (const part of splitText(text, unseen(sameBefore))) receipt = await sendOne(to, encodeText(part));
    return receipt;
  }

  async function sendImage(to: string, mediaId: string): Promise<SendReceipt> {
    try {
      return await sendOne(to, mediaContent(await uploads.find(mediaId)));
    } catch (error) {
      // path/90313: the upload is older than three days; a new one is tried once.
      if (!(error instanceof AppError && error.code === 'wecom-40007')) throw error;
      uploads.forget(mediaId);
      return sendOne(to, mediaContent(await uploads.find(mediaId)));
    }
  }

  async function updateCard(
    to: string,
    responseCode: string | undefined,
    outcome: string,
  ): Promise<SendReceipt> {
    // Each send and each tap gives the right to one update, for 72 h; all of them are used up.
    if (!responseCode)
      throw new AppError('wecom-no-response-code', 'give-up', 'no right to update the card is left');
    const reply = await client.updateCard(encodeUpdate(settings.agentId, to, responseCode, outcome));
    refuseUnreached(to, reply.invaliduser);
    return {};
  }

  function dispatch({ to, content, responseCode, sameBefore }: SendRequest): Promise<SendReceipt> {
    switch (content.kind) {
      case 'text':
        return sendText(to, content.text, sameBefore);
      case 'card':
        return sendOne(to, encodeCard(content.card));
      case 'card-update':
        return updateCard(to, responseCode, content.outcome);
      case 'image':
        return sendImage(to, content.mediaId);
    }
  }

  return {
    name: 'wecom-app',
    abilities,
    async send(request) {
      try {
        return await dispatch(request);
      } catch (error) {
        if (error instanceof AppError && error.remedy === 'tell-operator') {
          log.error({ code: error.code, delivery: request.deliveryId }, error.message);
        }
        throw error;
      }
    },
    async download(platformId) {
      const { bytes, contentType } = await client.fetchMedia(platformId);
      return { bytes, mime: mediaTypeOf(bytes, contentType) };
    },
    close: () => transport.close(),
  };
}

/**
 * The check for repeats compares content (path/90236): a second answer in the same words within the interval would
 * be swallowed, and of a long one every part that is alike. Zero-width spaces, as many as the words were said before,
 * make each part differ without being seen. Beyond 40 times they start again.
 */
function unseen(sameBefore: number): string {
  return '\u200b'.repeat(sameBefore % 41);
}

function mediaContent({ kind, platformId: media_id }: Uploaded): WireContent {
  return kind === 'image'
    ? { msgtype: 'image', image: { media_id } }
    : { msgtype: 'file', file: { media_id } };
}

/** A member out of reach is named in a reply that says success (path/90236). */
function refuseUnreached(to: string, invalid: readonly string[]): void {
  if (names(invalid, to)) throw new AppError('wecom-invaliduser', 'give-up', 'not within reach of the app');
}

/** Userids come back in lower case (path/90236). */
function names(list: readonly string[], userid: string): boolean {
  return list.some((each) => each.toLowerCase() === userid.toLowerCase());
}
