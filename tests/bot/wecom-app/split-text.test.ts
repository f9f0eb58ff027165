import { describe, expect, it } from 'vitest';
import { cutText } from '../../../src/bot/channels/wecom-app/cut-text.js';
import { splitText } from '../../../src/bot/channels/wecom-app/split-text.js';

/** A repeatable source of chance (mulberry32), so that a failing text can be found again by its seed. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const alphabet = [
  'a',
  ' ',
  '路',
  '灯',
  '。',
  '！',
  '\n',
  '\n\n',
  'é',
  '𠮷',
  '😀',
  '👨‍👩‍👧‍👦',
  '🇨🇳',
  '1️⃣',
  '<a>',
  '﷽',
  'กำ',
  '\r\n',
];

function randomText(seed: number): string {
  const next = chance(seed);
  const pieces = Math.floor(next() * 4000);
  // Fewer kinds make long runs without a line end.
  const kinds = 1 + Math.floor(next() * alphabet.length);
  const from = Math.floor(next() * alphabet.length);
  return Array.from(
    { length: pieces },
    () => alphabet[(from + Math.floor(next() * kinds)) % alphabet.length],
  ).join('');
}

/** The parts without their numbers, having checked that these are (1/n), (2/n) … */
function unnumbered(parts: string[]): string[] {
  if (parts.length === 1) return parts;
  return parts.map((part, index) => {
    const number = `(${index + 1}/${parts.length})\n`;
    expect(part.startsWith(number)).toBe(true);
    return part.slice(number.length);
  });
}

/** Walks through `text` with the parts; between two of them at most one line break may be missing. */
function expectNothingLost(text: string, parts: string[]): void {
  let at = 0;
  for (const part of unnumbered(parts)) {
    if (!text.startsWith(part, at) && text[at] === '\n') at += 1;
    expect(text.slice(at, at + part.length)).toBe(part);
    at += part.length;
  }
  expect(['', '\n']).toContain(text.slice(at));
}

describe('a long text', () => {
  it.each(Array.from({ length: 120 }, (_, seed) => seed))(
    'of seed %i loses nothing and fits, part by part',
    (seed) => {
      const text = randomText(seed);
      const parts = splitText(text);
      for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(2048);
      expectNothingLost(text, parts);
      for (const part of parts) expect(part.isWellFormed()).toBe(true);
    },
  );

  it('of exactly 2048 bytes is one message without a number', () => {
    const text = `${'路'.repeat(682)}ab`;
    expect(Buffer.byteLength(text)).toBe(2048);
    expect(splitText(text)).toEqual([text]);
    expect(splitText(`${text}c`)).toHaveLength(2);
  });

  it('is cut where a line ends', () => {
    const line = '路'.repeat(300);
    const [first, second] = splitText([line, line, line, line].join('\n'));
    expect([first, second]).toEqual([`(1/2)\n${line}\n${line}`, `(2/2)\n${line}\n${line}`]);
  });

  it('without line ends is cut where a sentence ends', () => {
    const sentence = `${'路灯'.repeat(150)}。`;
    const parts = unnumbered(splitText(sentence.repeat(4)));
    expect(parts).toEqual([sentence.repeat(2), sentence.repeat(2)]);
  });

  it('with a short first line does not spend a message on it', () => {
    const parts = splitText(`通知\n${'路'.repeat(2000)}`);
    expect(Buffer.byteLength(parts[0] ?? '')).toBeGreaterThan(1900);
  });

  it('is never cut within a family or a flag', () => {
    for (const seen of ['👨‍👩‍👧‍👦', '🇨🇳']) {
      for (const part of unnumbered(splitText(seen.repeat(400)))) expect(part.replaceAll(seen, '')).toBe('');
    }
  });

  it('of one character under a tower of marks is cut all the same', () => {
    const text = `e${'\u0301'.repeat(5000)}`;
    const parts = splitText(text);
    expectNothingLost(text, parts);
    for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(2048);
  });

  it('of 10,000 characters arrives whole and in order', () => {
    const text = Array.from({ length: 10_000 }, (_, n) => String.fromCodePoint(0x4e00 + (n % 20_000))).join(
      '',
    );
    expect(unnumbered(splitText(text)).join('')).toBe(text);
  });

  it('with half a character in it becomes one that can be sent', () => {
    expect(splitText('a\ud83d b')).toEqual(['a\ufffd b']);
  });
});

describe('a short line', () => {
  it('stays as it is up to its limit', () => {
    expect(cutText('一二三四五', 5)).toBe('一二三四五');
    expect(cutText('😀😀😀', 3)).toBe('😀😀😀');
  });

  it('ends with … beyond it', () => {
    expect(cutText('一二三四五六', 5)).toBe('一二三四…');
  });

  it('is never cut within what is seen as one character', () => {
    expect(cutText('一二👨‍👩‍👧‍👦三四', 5)).toBe('一二…');
    expect(cutText('👨‍👩‍👧‍👦三', 5)).toBe('…');
  });

  it.each(Array.from({ length: 60 }, (_, seed) => seed))(
    'of seed %i keeps to its limit and its beginning',
    (seed) => {
      const text = randomText(seed);
      for (const limit of [5, 10, 36, 160]) {
        const cut = cutText(text, limit);
        expect([...cut].length).toBeLessThanOrEqual(limit);
        expect(text.startsWith(cut === text ? cut : cut.slice(0, -1))).toBe(true);
      }
    },
  );
});
