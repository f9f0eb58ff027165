import type { Random } from '../support/random.js';
import { bytesOf, type Plaintext } from './seal-post.js';

/** Strings that parsers, databases and screens have stumbled over. */
const nasty = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff\ud800y',
  '\u2028\u2029',
  '\u202e反过来',
  '👨‍👩‍👧‍👦',
  `e${'\u0301'.repeat(500)}`,
  ']]>',
  '<![CDATA[',
  '&lt;&amp;&#x41;&#0;&#xD800;&#x110000;&nbsp;&x;',
  '<b>x</b>',
  '{"a":1}',
  '__proto__',
  'constructor',
  "'; DROP TABLE cases; --",
  '{{7*7}}',
  '../../../../etc/passwd',
  '1e309',
  '-0',
  'NaN',
  'Infinity',
  '0x10',
  '９９９',
  'null',
  'undefined',
  'true',
  '路灯不亮了',
  '可以',
  '我的',
  '着火了，快来人',
  '\r\n\t',
  '\u001b[31m',
];

const messageTypes = ['text', 'image', 'voice', 'video', 'location', 'link', 'event', 'TEXT', 'x', ''];
const events = [
  'subscribe',
  'unsubscribe',
  'enter_agent',
  'LOCATION',
  'template_card_event',
  'change_contact',
  'click',
  'view',
  'sys_approval_change',
  'x',
  '',
];
const fields = [
  'Content',
  'MediaId',
  'PicUrl',
  'Format',
  'Location_X',
  'Location_Y',
  'Scale',
  'Label',
  'Event',
  'EventKey',
  'TaskId',
  'CardType',
  'ResponseCode',
  'ChangeType',
  'UserID',
  'CreateTime',
  'AgentID',
  'MsgId',
  'SelectedItems',
  'ApprovalInfo',
];

/** Authentic, and as odd as somebody can make it. `sender` marks it as one that may be stored. */
export function hostilePlaintext(random: Random, sender: string): Plaintext {
  const drawn = random.next();
  if (drawn < 0.05) return bytesOf(random, random.below(400));
  if (drawn < 0.1) return deepXml(random, sender);
  if (drawn < 0.14) return xmlWithEntities(random, sender);
  if (drawn < 0.2) return spoiltXml(random, sender);
  return random.chance(0.35) ? oddJson(random, sender) : oddXml(random, sender);
}

function words(random: Random): string {
  const drawn = random.next();
  if (drawn < 0.02) return '大'.repeat(1 + random.below(100_000));
  if (drawn < 0.08) return 'x'.repeat(random.below(5000));
  if (drawn < 0.15) return String.fromCharCode(...Array.from({ length: 20 }, () => random.below(65_536)));
  return Array.from({ length: 1 + random.below(3) }, () => random.pick(nasty)).join('');
}

function typeOf(random: Random): string {
  return random.chance(0.9) ? random.pick(messageTypes) : words(random);
}

function eventOf(random: Random): string {
  return random.chance(0.9) ? random.pick(events) : words(random);
}

function oddXml(random: Random, sender: string): string {
  const parts = [
    element(random, 'ToUserName', 'wwsimulated0000001'),
    element(random, 'FromUserName', random.chance(0.95) ? sender : words(random)),
    element(random, 'CreateTime', random.chance(0.8) ? String(random.below(2 ** 31)) : words(random)),
    element(random, 'MsgType', typeOf(random)),
    element(random, 'Event', eventOf(random)),
    ...Array.from({ length: random.below(8) }, () => element(random, random.pick(fields), words(random))),
  ].filter(() => random.chance(0.95));
  if (random.chance(0.2)) parts.push(random.pick(parts.length > 0 ? parts : ['']));
  if (random.chance(0.1)) parts.push('<!-- --><?pi x?>');
  if (random.chance(0.1)) parts.push(`<a b="${random.below(9)}" c='"'><d/><d/></a>`);
  if (random.chance(0.05)) parts.push('<__proto__><x>1</x></__proto__><constructor>1</constructor>');
  return `<xml>${parts.join(random.chance(0.1) ? '\n ' : '')}</xml>`;
}

function element(random: Random, name: string, value: string): string {
  const drawn = random.next();
  if (drawn < 0.7) return `<${name}><![CDATA[${value.replaceAll(']]>', '')}]]></${name}>`;
  if (drawn < 0.85) return `<${name}>${value.replace(/[<&]/g, '')}</${name}>`;
  if (drawn < 0.9) return `<${name}><${name}>${value.replace(/[<&]/g, '')}</${name}></${name}>`;
  return drawn < 0.95 ? `<${name}/>` : `<${name}>${value}</${name}>`;
}

function deepXml(random: Random, sender: string): string {
  const depth = 1 + random.below(20_000);
  const inner = `${'<a>'.repeat(depth)}x${'</a>'.repeat(random.chance(0.8) ? depth : random.below(depth))}`;
  return `<xml><FromUserName>${sender}</FromUserName><MsgType>text</MsgType><Content>${inner}</Content></xml>`;
}

function xmlWithEntities(random: Random, sender: string): string {
  const levels = Array.from(
    { length: 1 + random.below(9) },
    (_x, i) => `<!ENTITY l${i + 1} "&l${i};&l${i};&l${i};&l${i};">`,
  );
  const doctype = `<!DOCTYPE xml [<!ENTITY l0 "x"><!ENTITY f SYSTEM "file:///etc/passwd">${levels.join('')}]>`;
  return `${doctype}<xml><FromUserName>${sender}</FromUserName><MsgType>text</MsgType><Content>&l${levels.length};&f;</Content></xml>`;
}

/** An ordinary message with a few bytes changed, cut off or doubled. */
function spoiltXml(random: Random, sender: string): Buffer {
  const whole = Buffer.from(
    `<xml><ToUserName>w</ToUserName><FromUserName>${sender}</FromUserName><CreateTime>1790000000</CreateTime>` +
      `<MsgType>text</MsgType><Content>路灯不亮了</Content><MsgId>${random.below(2 ** 31)}</MsgId></xml>`,
  );
  for (let n = 1 + random.below(4); n > 0; n -= 1) whole[random.below(whole.length)] = random.below(256);
  return random.chance(0.3) ? whole.subarray(0, random.below(whole.length)) : whole;
}

function oddJson(random: Random, sender: string): string {
  const value = (depth: number): unknown => {
    const drawn = random.next();
    if (drawn < 0.5 || depth > 4) return words(random);
    if (drawn < 0.6) return random.next() * 1e18 * (random.chance(0.5) ? -1 : 1);
    if (drawn < 0.65) return null;
    if (drawn < 0.7) return random.chance(0.5);
    if (drawn < 0.85) return Array.from({ length: random.below(4) }, () => value(depth + 1));
    return Object.fromEntries(
      Array.from({ length: random.below(4) }, () => [words(random), value(depth + 1)]),
    );
  };
  const content: [string, unknown][] = [
    ['FromUserName', random.chance(0.9) ? sender : value(0)],
    ['ToUserName', 'wwsimulated0000001'],
    ['MsgType', random.chance(0.9) ? typeOf(random) : value(0)],
    ['Event', random.chance(0.9) ? eventOf(random) : value(0)],
    ...Array.from({ length: random.below(8) }, (): [string, unknown] => [random.pick(fields), value(0)]),
  ];
  const text = JSON.stringify(Object.fromEntries(content.filter(() => random.chance(0.95))));
  const drawn = random.next();
  if (drawn < 0.05) return text.slice(0, random.below(text.length));
  if (drawn < 0.1) return text.replace('{', '{"__proto__":{"MsgType":"text"},');
  if (drawn < 0.15) return `${'{"a":'.repeat(3000)}${text}${'}'.repeat(3000)}`;
  // Numbers without quotes, of any size, where WeCom writes strings.
  return drawn < 0.2 ? text.replace('{', `{"MsgId":${'9'.repeat(1 + random.below(400))},`) : text;
}
