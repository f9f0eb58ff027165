import { randomBytes } from 'node:crypto';
import { decrypt, encrypt } from '@wecom/crypto';
import { describe, expect, it } from 'vitest';
import { composePlain, decodeKey, encryptPadded, pad } from '../../../wecom-sim/crypto/callback-cipher.js';
import { callback, corp, type Delivery, delivered, faultOf, plaintext, sealed, signed } from './sealed.js';

const message = plaintext({ MsgType: 'text', Content: '路灯坏了', MsgId: '7000000000000000001' });
const open = ({ query, body }: Delivery) => faultOf(() => callback.open(query, body));
const genuine = sealed(message);

/** Sealed with a padding of one's own making. */
function sealedAs(change: (padded: Buffer) => Buffer): Delivery {
  const padded = pad(composePlain(message, corp.corpId, randomBytes(16)));
  return delivered(encryptPadded(decodeKey(corp.encodingAesKey), change(padded)));
}

function setByte(at: (length: number) => number, value: number) {
  return (padded: Buffer) => {
    const copy = Buffer.from(padded);
    copy.writeUInt8(value, at(copy.length));
    return copy;
  };
}

describe('who cannot prove to be WeCom', () => {
  it('is refused with a signature that differs in its last digit', () => {
    const last = genuine.query.msg_signature?.endsWith('0') ? '1' : '0';
    const msg_signature = `${genuine.query.msg_signature?.slice(0, -1)}${last}`;
    expect(open({ ...genuine, query: { ...genuine.query, msg_signature } })).toBe('callback-signature');
  });

  it.each([
    ['too short', 'abc'],
    ['too long', 'a'.repeat(64)],
    ['of other letters', '签'.repeat(40)],
  ])('is refused with a signature that is %s', (_what, msg_signature) => {
    expect(open({ ...genuine, query: { ...genuine.query, msg_signature } })).toBe('callback-signature');
  });

  it('is refused with a ciphertext that was changed on the way', () => {
    const changed = genuine.body.replace(
      /(<Encrypt><!\[CDATA\[)(.)/,
      (_all, open, first) => `${open}${first === 'A' ? 'B' : 'A'}`,
    );
    expect(changed).not.toBe(genuine.body);
    expect(open({ ...genuine, body: changed })).toBe('callback-signature');
  });

  it.each(['msg_signature', 'timestamp', 'nonce'])('is refused without %s', (name) => {
    const { [name]: _left, ...query } = genuine.query;
    expect(open({ ...genuine, query })).toBe('callback-query');
    expect(open({ ...genuine, query: { ...query, [name]: '' } })).toBe('callback-query');
  });

  it('is refused with a parameter given twice', () => {
    const query = { ...genuine.query, nonce: ['1', '2'] };
    expect(faultOf(() => callback.open(query, genuine.body))).toBe('callback-query');
    expect(faultOf(() => callback.open(undefined, genuine.body))).toBe('callback-query');
  });

  it('is refused unencrypted, even when the signature fits an empty ciphertext', () => {
    expect(open({ query: signed(''), body: message })).toBe('callback-unencrypted');
    expect(open({ query: signed(''), body: '<xml><Encrypt></Encrypt></xml>' })).toBe('callback-unencrypted');
    expect(open({ query: signed(''), body: '{"MsgType":"text","Content":"x"}' })).toBe(
      'callback-unencrypted',
    );
  });
});

describe('what is signed but not meant for this corp, or not whole', () => {
  it('is refused for another corp, for none, and for one whose id only begins alike', () => {
    for (const other of ['wwanothercorp00001', '', `${corp.corpId}x`, corp.corpId.slice(0, -1)]) {
      expect(open(sealed(message, other))).toBe('callback-receiveid');
    }
  });

  it('is refused with a pad length that cannot occur', () => {
    for (const count of [0, 33, 255]) {
      expect(open(sealedAs(setByte((length) => length - 1, count)))).toBe('callback-padding');
    }
  });

  it('is refused with one wrong byte within the padding, which the official library overlooks', () => {
    const delivery = sealedAs((padded) => {
      const whole = Buffer.concat([padded, Buffer.alloc(32, 32)]);
      return setByte((length) => length - 20, 31)(whole);
    });
    expect(open(delivery)).toBe('callback-padding');
    const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(delivery.body)?.[1] ?? '';
    expect(decrypt(corp.encodingAesKey, encrypted).message).toBe(message);
  });

  it('is refused when the length field points beyond the end', () => {
    expect(open(sealedAs(setByte(() => 16, 0x7f)))).toBe('callback-truncated');
  });

  it('is refused when nothing but padding is inside', () => {
    const bytes = encryptPadded(decodeKey(corp.encodingAesKey), Buffer.alloc(32, 32));
    expect(open(delivered(bytes))).toBe('callback-truncated');
  });

  it('is refused when the ciphertext does not end with a block', () => {
    const whole = encrypt(corp.encodingAesKey, message, corp.corpId);
    expect(open(delivered(whole.slice(0, -8)))).toBe('callback-truncated');
    expect(open(delivered('!!!'))).toBe('callback-truncated');
  });
});

describe('documents that are none', () => {
  it.each([0, 1, 10, 60, 200])('a body that ends after %i bytes is refused as truncated', (bytes) => {
    const body = genuine.body.slice(0, bytes);
    expect(open({ ...genuine, body })).toBe('callback-truncated');
  });

  it.each([
    ['<!DOCTYPE xml [<!ENTITY x "y">]>', 'callback-doctype'],
    ['<!ENTITY x "y">', 'callback-doctype'],
    ['<!doctype xml SYSTEM "file:///etc/passwd">', 'callback-doctype'],
    ['<!-- hidden -->', 'callback-doctype'],
  ])('%s before the envelope is refused', (prefix, fault) => {
    expect(open({ ...genuine, body: prefix + genuine.body })).toBe(fault);
  });

  it('a document type inside the encrypted part is refused too', () => {
    const entity = message.replace('<![CDATA[路灯坏了]]>', '&x;');
    expect(open(sealed(`<!DOCTYPE xml [<!ENTITY x "路灯坏了">]>${entity}`))).toBe('callback-doctype');
  });

  it('a resident may write about document types', () => {
    const text = '网页第一行是 <!DOCTYPE html>，还有 <!ENTITY x "y"> 和 <!-- 注释 -->';
    const { query, body } = sealed(plaintext({ MsgType: 'text', Content: text }));
    expect(callback.open(query, body)).toMatchObject({ message: { content: { kind: 'text', text } } });
  });

  it.each([
    ['tags that cross', '<xml><Encrypt>a</xml></Encrypt></xml>'],
    ['another root', '<html><Encrypt>a</Encrypt></html></xml>'],
    ['a root without elements', '<xml>hello</xml>'],
    ['no markup', 'hello </xml>'],
    [
      'names of a prototype',
      '<xml><__proto__><Encrypt>a</Encrypt></__proto__><constructor>1</constructor></xml>',
    ],
  ])('a body with %s is refused', (_what, body) => {
    expect(open({ ...genuine, body })).toBe('callback-xml');
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('an encrypted text without MsgType is refused', () => {
    expect(open(sealed('<xml><Content>hello</Content></xml>'))).toBe('callback-xml');
    expect(open(sealed('[1,2]'))).toBe('callback-xml');
  });

  it('a very long unclosed body is refused quickly', () => {
    const started = performance.now();
    for (const unit of ['<![CDATA[', '<!', '<xml>', '<a b="', '{"a":', '"\\']) {
      const body = unit.repeat(Math.floor((1024 * 1024) / unit.length));
      expect(open({ ...genuine, body })).toMatch(/^callback-/);
    }
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe('verification of the address', () => {
  const echostr = encrypt(corp.encodingAesKey, '1616140317555161061', corp.corpId);

  it('answers with the plain number', () => {
    expect(callback.verifyUrl({ ...signed(echostr), echostr })).toBe('1616140317555161061');
  });

  it('works where a proxy decoded the plus signs once too often', () => {
    const withPlus = Array.from({ length: 50 }, () => encrypt(corp.encodingAesKey, '16', corp.corpId)).find(
      (each) => each.includes('+'),
    );
    if (!withPlus) throw new Error('fifty ciphertexts without a plus sign');
    expect(callback.verifyUrl({ ...signed(withPlus), echostr: withPlus.replaceAll('+', ' ') })).toBe('16');
  });

  it('is refused without echostr, and with one of another corp', () => {
    expect(faultOf(() => callback.verifyUrl(signed(echostr)))).toBe('callback-query');
    const foreign = encrypt(corp.encodingAesKey, '16', 'wwanothercorp00001');
    expect(faultOf(() => callback.verifyUrl({ ...signed(foreign), echostr: foreign }))).toBe(
      'callback-receiveid',
    );
  });
});
