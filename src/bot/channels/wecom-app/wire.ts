import { z } from 'zod';

// What WeCom sends, as it is on the wire after decryption and parsing. XML has no types: every value is a string.

const text = z.string().min(1);
/**
 * A field that many types do not have; an element where a string should be counts as absent. The default comes first
 * because a catch makes an error before it is caught, and every message lacks several of these.
 */
const maybe = z.string().default('').catch('');

/** Parameters of every callback (path/90930). */
export const deliveryQuerySchema = z.object({ msg_signature: text, timestamp: text, nonce: text });

/** The one call when the administrator saves the callback address (path/90930). */
export const verificationQuerySchema = deliveryQuerySchema.extend({ echostr: text });

/** Around the ciphertext (path/90238); names are lower-cased first, as samples differ in their capitals. */
export const envelopeSchema = z.object({ encrypt: text });

/** What all messages and events share, and what tells a repeat of the same one (path/90239, path/90240). */
export const plaintextSchema = z.looseObject({
  ToUserName: maybe,
  /** A userid, or `sys` for what no person did. */
  FromUserName: maybe,
  CreateTime: maybe,
  MsgType: text,
  /** Messages only. */
  MsgId: maybe,
  AgentID: maybe,
  /** Events only, from here. */
  Event: maybe,
  EventKey: maybe,
  TaskId: maybe,
  /** change_contact only (path/90970). */
  ChangeType: maybe,
  UserID: maybe,
});
export type Plaintext = z.infer<typeof plaintextSchema>;

/** path/90239 文本消息 */
export const textSchema = z.object({ Content: z.string() });

/**
 * path/90239 图片消息, 语音消息: the id can be fetched for three days. Ours to choose is the length, several times that of a
 * real one: it has to go into the address of media/get, which servers refuse when it is too long.
 */
export const mediaSchema = z.object({ MediaId: text.max(512) });

const degrees = (limit: number) => text.transform(Number).pipe(z.number().min(-limit).max(limit));

/** path/90239 位置消息: X is the latitude, Y the longitude. */
export const locationSchema = z.object({
  Location_X: degrees(90),
  Location_Y: degrees(180),
  Label: maybe,
});

/** path/90240 模板卡片事件推送 */
export const tapSchema = z.object({ TaskId: text, EventKey: text, ResponseCode: maybe });

/** Every reply of the API; a reply without errcode is no reply (path/90313). */
export const replySchema = z.looseObject({ errcode: z.int(), errmsg: z.string().catch('') });

/** path/91039 */
export const tokenReplySchema = z.object({ access_token: text, expires_in: z.number().positive() });

/** path/90236. Receivers that cannot be reached are named in a reply with errcode 0. */
export const sendReplySchema = z.object({
  msgid: z.string().optional(),
  invaliduser: z.string().catch(''),
  unlicenseduser: z.string().catch(''),
  /** Cards only: the right to update it once, for 72 h. */
  response_code: text.optional().catch(undefined),
});

/** path/94888: a list here, where message/send has one string. */
export const updateReplySchema = z.object({ invaliduser: z.array(z.string()).catch([]) });

/** path/90253 */
export const uploadReplySchema = z.object({ media_id: text });
