import { randomDigits } from './corp/new-ids.js';

// Meanings of the numbers: path/90313, wecom.md 7. Programs judge by the number, so the texts are only close.
const messages: Record<number, string> = {
  [-1]: 'system busy',
  40001: 'invalid credential',
  40004: 'invalid media file type',
  40005: 'invalid media type parameter',
  40006: 'invalid file size',
  40007: 'invalid media_id',
  40008: 'invalid message type',
  40009: 'invalid image size',
  40013: 'invalid corpid',
  40014: 'invalid access_token',
  40032: 'invalid user list size',
  40056: 'invalid agentid',
  40058: 'invalid Request Parameter',
  40123: 'invalid image format',
  41001: 'access_token missing',
  42001: 'access_token expired',
  44001: 'empty media data',
  44004: 'empty content',
  45001: 'media size out of limit',
  45007: 'voice play time out of limit',
  45008: 'article count out of limit',
  45009: 'api freq out of limit',
  45033: 'api concurrent out of limit',
  45034: 'url must begin with http:// or https://',
  48002: 'api forbidden for no more authority',
  60020: 'not allow to access from your ip',
  81013: 'user & party & tag all invalid',
  82001: 'touser & toparty & totag are all empty',
  82002: 'invalid party list size',
  82003: 'invalid tag list size',
};

/** An API call that is answered with a number other than 0. */
export class ApiRefusal extends Error {
  readonly errcode: number;

  constructor(errcode: number, detail?: string) {
    const text = messages[errcode] ?? 'error';
    super(detail ? `${text}, ${detail}` : text);
    this.name = 'ApiRefusal';
    this.errcode = errcode;
  }
}

/** The real form of an error text (path/90313, wecom.md 2): message, hint, caller's address, where to look it up. */
export function refusalText(refusal: ApiRefusal, callerIp: string): string {
  return [
    refusal.message,
    `hint: [${randomDigits(19)}]`,
    `from ip: ${callerIp}`,
    `more info at https://open.work.weixin.qq.com/devtool/query?e=${refusal.errcode}`,
  ].join(', ');
}
