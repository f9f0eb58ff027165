import type { WecomSettings } from '../../wecom-sim/settings.js';
import type { Random } from '../support/random.js';
import { bytesOf, type Post, sealBytes, signedPost } from './seal-post.js';

/** What WeCom did not send: none of it may leave a row. `sender` and `text` would show in one. */
export function forgePost(settings: WecomSettings, random: Random, sender: string): Post {
  const plaintext =
    `<xml><ToUserName>${settings.corpId}</ToUserName><FromUserName>${sender}</FromUserName>` +
    `<CreateTime>1790000000</CreateTime><MsgType>text</MsgType><Content>假的 ${sender}</Content>` +
    `<MsgId>${random.below(2 ** 31)}</MsgId><AgentID>${settings.agentId}</AgentID></xml>`;
  const encrypted = sealBytes(settings, random, plaintext);
  const genuine = signedPost(settings, random, encrypted);
  const body = genuine.body.toString();
  switch (random.below(12)) {
    case 0:
      return { ...genuine, body: bytesOf(random, random.below(3000)) };
    case 1:
      return { ...genuine, query: randomQuery(random), body: bytesOf(random, random.below(300)) };
    case 2:
      // One bit of the ciphertext, still base64.
      return { ...genuine, body: Buffer.from(body.replace(encrypted, changeOne(random, encrypted))) };
    case 3:
      return { ...genuine, query: changeQuery(random, genuine.query) };
    case 4: {
      const other = signedPost(settings, random, sealBytes(settings, random, 'another'));
      return { ...genuine, query: other.query };
    }
    case 5:
      return {
        ...genuine,
        query: genuine.query.filter((_each, index) => index !== random.below(3)).slice(0, 2),
      };
    case 6: {
      const given = random.pick(genuine.query);
      return { ...genuine, query: [...genuine.query, [given[0], changeOne(random, given[1])]] };
    }
    case 7:
      return { ...genuine, body: genuine.body.subarray(0, random.below(genuine.body.length - 40)) };
    case 8:
      return { ...genuine, body: Buffer.from(plaintext) };
    case 9:
      return signedPost(settings, random, sealBytes(settings, random, plaintext, 'wwanothercorp00001'));
    case 10:
      // Signed, as if the token had leaked but not the key.
      return signedPost(settings, random, bytesOf(random, 32 * random.below(12)).toString('base64'));
    default: {
      // Another key and token altogether.
      const stranger = {
        ...settings,
        token: 'OtherToken',
        encodingAesKey: 'OtherKey'.repeat(6).slice(0, 43),
      };
      return signedPost(stranger, random, sealBytes(stranger, random, plaintext));
    }
  }
}

/** The one call by which the address is verified, right or wrong. */
export function verificationGet(
  settings: WecomSettings,
  random: Random,
): { post: Post; echo: string | null } {
  const echo = String(random.below(2 ** 31));
  const echostr = sealBytes(settings, random, echo);
  const { query } = signedPost(settings, random, echostr);
  const post: Post = {
    method: 'GET',
    query: [...query, ['echostr', echostr]],
    body: Buffer.alloc(0),
    contentType: '',
  };
  if (random.chance(0.3)) return { post, echo };
  return { post: { ...post, query: changeQuery(random, post.query) }, echo: null };
}

function changeQuery(random: Random, query: Post['query']): Post['query'] {
  const at = random.below(query.length);
  return query.map(([name, value], index) => [name, index === at ? changeOne(random, value) : value]);
}

/** Another character of the same kind in one place. */
function changeOne(random: Random, text: string): string {
  const at = random.below(text.length);
  const old = text.charAt(at);
  const kinds = ['0123456789', 'abcdef', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'ghijklmnopqrstuvwxyz', '+/'];
  const kind = kinds.find((each) => each.includes(old)) ?? 'A';
  const others = [...kind].filter((each) => each !== old);
  return text.slice(0, at) + (others.length > 0 ? random.pick(others) : 'B') + text.slice(at + 1);
}

function randomQuery(random: Random): Post['query'] {
  const names = ['msg_signature', 'timestamp', 'nonce', 'echostr', 'a[]', '__proto__'];
  return Array.from({ length: random.below(6) }, () => [
    random.pick(names),
    bytesOf(random, random.below(60)).toString('latin1'),
  ]);
}
