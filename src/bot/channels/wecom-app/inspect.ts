import { encrypt, getSignature } from '@wecom/crypto';
import { z } from 'zod';
import { createCallback, probeHeader, proveProbe } from './callback.js';
import { createTransport } from './transport.js';
import { tokenReplySchema } from './wire.js';

/** What the operator's check asks of the platform. Nothing is sent to anybody, and no stored token is used. */
export interface WecomInspection {
  /** path/91039: id, secret, the network, and 企业可信IP all at once. */
  fetchToken(): Promise<void>;
  /** path/92521: where deliveries come from, for a firewall. */
  callbackAddresses(): Promise<string[]>;
  /** path/90227: whether the app is on, and who can see it. */
  app(): Promise<{ name: string; closed: boolean; users: number; departments: number; tags: number }>;
  close(): Promise<void>;
}

const addressesSchema = z.object({ ip_list: z.array(z.string()) });
const appSchema = z.object({
  name: z.string().catch(''),
  close: z.number().catch(0),
  allow_userinfos: z.object({ user: z.array(z.unknown()) }).catch({ user: [] }),
  allow_partys: z.object({ partyid: z.array(z.unknown()) }).catch({ partyid: [] }),
  allow_tags: z.object({ tagid: z.array(z.unknown()) }).catch({ tagid: [] }),
});

export function openInspection(settings: {
  corpId: string;
  agentId: number;
  secret: string;
  apiBaseUrl: string;
}): WecomInspection {
  const transport = createTransport(settings.apiBaseUrl);
  let token: Promise<string> | undefined;
  // Once, also where it is refused: attempts with a wrong secret get the address blocked (path/90313).
  const fetchToken = () => {
    const query = { corpid: settings.corpId, corpsecret: settings.secret };
    token ??= transport
      .call({ method: 'GET', api: 'gettoken', query }, tokenReplySchema)
      .then((reply) => reply.access_token);
    return token;
  };
  const get = async <T extends z.ZodType>(api: string, query: Record<string, string>, schema: T) =>
    transport.call({ method: 'GET', api, query: { ...query, access_token: await fetchToken() } }, schema);
  return {
    async fetchToken() {
      await fetchToken();
    },
    callbackAddresses: async () => (await get('getcallbackip', {}, addressesSchema)).ip_list,
    async app() {
      const found = await get('agent/get', { agentid: String(settings.agentId) }, appSchema);
      return {
        name: found.name,
        closed: found.close !== 0,
        users: found.allow_userinfos.user.length,
        departments: found.allow_partys.partyid.length,
        tags: found.allow_tags.tagid.length,
      };
    },
    close: () => transport.close(),
  };
}

/** The query with which WeCom verifies an address (path/90930), made with our own token and key. */
export function sealVerification(
  settings: { corpId: string; token: string; encodingAesKey: string },
  text: string,
  at: Date,
): { msg_signature: string; timestamp: string; nonce: string; echostr: string } {
  const echostr = encrypt(settings.encodingAesKey, text, settings.corpId);
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const nonce = String(at.getTime() % 1_000_000_007);
  return {
    msg_signature: getSignature(settings.token, timestamp, nonce, echostr),
    timestamp,
    nonce,
    echostr,
  };
}

/** The same with a signature that does not fit, and the proof that it is ours. */
export function forgeVerification(
  settings: { token: string },
  sealed: ReturnType<typeof sealVerification>,
): { query: ReturnType<typeof sealVerification>; headers: Record<string, string> } {
  const { msg_signature: right } = sealed;
  const query = { ...sealed, msg_signature: `${right.slice(0, -1)}${right.endsWith('0') ? '1' : '0'}` };
  return { query, headers: { [probeHeader]: proveProbe(settings, query) } };
}

/**
 * Tencent's own published sample of an address verification (workweixin/weworkapi_golang, json_callback/sample.go):
 * a public key that opens nothing else. True when our code opens it to the text that belongs to it.
 */
export function opensPublishedSample(): boolean {
  const callback = createCallback({
    corpId: 'wx5823bf96d3bd56c7',
    token: 'QDG6eK',
    encodingAesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  });
  const opened = callback.verifyUrl({
    msg_signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
    timestamp: '1409659589',
    nonce: '263014780',
    echostr: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
  });
  return opened === '1616140317555161061';
}
