import { encrypt, getSignature } from '@wecom/crypto';
import { createCallback } from '../../../src/bot/channels/wecom-app/callback.js';
import { AppError } from '../../../src/shared/errors.js';

/** An invented corp; the key is none of a real app. */
export const corp = {
  corpId: 'wwinventedcorp0001',
  token: 'InventedToken',
  encodingAesKey: 'InventedKeyInventedKeyInventedKeyInventedK0',
};

export const callback = createCallback(corp);

export interface Delivery {
  query: Record<string, string>;
  body: string;
}

/** A delivery as WeCom makes it. */
export function sealed(message: string, receiveId = corp.corpId): Delivery {
  return delivered(encrypt(corp.encodingAesKey, message, receiveId));
}

/** A correctly signed delivery around any ciphertext. */
export function delivered(encrypted: string): Delivery {
  return {
    query: signed(encrypted),
    body: `<xml><ToUserName><![CDATA[${corp.corpId}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
  };
}

export function signed(
  encrypted: string,
  timestamp = '1795000000',
  nonce = '20260607',
): Record<string, string> {
  return { msg_signature: getSignature(corp.token, timestamp, nonce, encrypted), timestamp, nonce };
}

/** The plaintext of a message or event; every value goes into CDATA, as WeCom writes strings. */
export function plaintext(fields: Record<string, string>): string {
  const all = {
    ToUserName: corp.corpId,
    FromUserName: 'HeWeimin',
    CreateTime: '1795000000',
    AgentID: '1000002',
    ...fields,
  };
  const elements = Object.entries(all).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
  return `<xml>\n${elements.join('\n')}\n</xml>`;
}

/** What WeCom's delivery of these fields is to us. */
export function receive(fields: Record<string, string>) {
  const { query, body } = sealed(plaintext(fields));
  return callback.open(query, body);
}

/** The code of the AppError that `act` throws, or what came instead. */
export function faultOf(act: () => unknown): unknown {
  try {
    return { returned: act() };
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
}
