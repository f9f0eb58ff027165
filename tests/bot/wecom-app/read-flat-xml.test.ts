import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFlatXml } from '../../../src/bot/channels/wecom-app/read-flat-xml.js';
import { parseXml } from '../../../src/bot/channels/wecom-app/read-xml.js';

/** Mostly what is ordinary, so that a document is often ordinary in all its parts, with something odd now and then. */
const mostly = <T>(ordinary: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: ordinary, weight: 12 }, { arbitrary: odd, weight: 1 });

const names = mostly(
  fc.constantFrom('MsgType', 'Content', 'MsgId', 'FromUserName', 'Event', 'X1', 'a'),
  fc.constantFrom('toString', 'item_', '1a', 'SelectedItem'),
);
const words = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom('路', '灯', ' ', '\n', '\r', '&', 'amp;', '<', '>', ']]', ']]>', '"', '\u0000'),
  }),
);
const value = mostly(
  words.map((text) => `<![CDATA[${text}]]>`),
  fc.oneof(
    words,
    fc.tuple(words, words).map(([a, b]) => `${a}<![CDATA[${b}]]>`),
    words.map((text) => `<b>${text}</b>`),
  ),
);
const space = mostly(fc.constantFrom('', '\n', ' \t'), fc.constantFrom('\r\n', '\u00a0'));
const element = fc
  .tuple(names, value, space, mostly(fc.constant(''), fc.constantFrom(' x="1"', '/')))
  .map(([name, text, after, odd]) => `<${name}${odd}>${text}</${name}>${after}`);
const ends = mostly(fc.constantFrom('</xml>', '</xml>\n'), fc.constantFrom('</xml>x', '</XML>', ''));
const documents = fc
  .tuple(space, fc.array(element, { maxLength: 5 }), ends)
  .map(([first, elements, end]) => `<xml>${first}${elements.join('')}${end}`);

/** What the parser makes of it: the fields, without the white space between them, or that it refuses. */
function judged(text: string): unknown {
  try {
    const { '#text': between = '', ...fields } = parseXml(text);
    return String(between).trim() === '' ? fields : { between };
  } catch {
    return 'refused';
  }
}

describe('The short way to read a delivery', () => {
  it('reads a message of WeCom', () => {
    const xml =
      '<xml>\n<ToUserName><![CDATA[corp]]></ToUserName>\n<CreateTime>1348831860</CreateTime>\n<Content><![CDATA[<b>路灯</b> & 井盖]]></Content>\n</xml>';
    expect(readFlatXml(xml)).toEqual({
      ToUserName: 'corp',
      CreateTime: '1348831860',
      Content: '<b>路灯</b> & 井盖',
    });
  });

  it.each([
    ['nested elements', '<xml><A><B>1</B></A></xml>'],
    ['an element twice', '<xml><A>1</A><A>2</A></xml>'],
    ['attributes', '<xml><A x="1">1</A></xml>'],
    ['entities', '<xml><A>1 &lt; 2</A></xml>'],
    ['a comment', '<xml><!-- x --><A>1</A></xml>'],
    ['a document type', '<!DOCTYPE xml><xml><A>1</A></xml>'],
    ['a name that every object has', '<xml><constructor>1</constructor></xml>'],
    ['an end that is missing', '<xml><A>1</A>'],
    ['an element that is not closed', '<xml><A>1</B></xml>'],
    ['something behind the end', '<xml><A>1</A></xml><xml></xml>'],
    ['nothing', '<xml></xml>'],
  ])('leaves %s to the parser', (_what, xml) => {
    expect(readFlatXml(xml)).toBeNull();
  });

  it('takes nothing that the parser refuses, and reads the same as the parser', () => {
    let taken = 0;
    fc.assert(
      fc.property(documents, (xml) => {
        const short = readFlatXml(xml);
        if (short === null) return;
        taken += 1;
        expect({ ...short }).toEqual(judged(xml));
      }),
      { numRuns: 5000 },
    );
    expect(taken).toBeGreaterThan(200);
  });
});
