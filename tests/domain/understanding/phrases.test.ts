import { describe, expect, it } from 'vitest';
import { compilePhrases } from '../../../src/domain/understanding/phrases.js';

const finds = (phrase: string, text: string) => compilePhrases([phrase], 8).find(text) !== null;

describe('a phrase of the word lists', () => {
  it('stands for itself, also when the list writes it in full width or capitals', () => {
    expect(finds('着火', '楼上着火了')).toBe(true);
    expect(finds('ＡＢＣ', 'xabcx')).toBe(true);
    expect(finds('着火', '火着')).toBe(false);
  });

  it('of two parts needs both, in order and near each other', () => {
    expect(finds('井盖..没', '井盖又没了')).toBe(true);
    expect(finds('井盖..没', '没看见井盖')).toBe(false);
    expect(finds('井盖..没', `井盖${'的'.repeat(8)}没了`)).toBe(true);
    expect(finds('井盖..没', `井盖${'的'.repeat(9)}没了`)).toBe(false);
  });

  it('of three parts goes on in the same way', () => {
    expect(finds('狗..追..咬', '狗一路追着孩子咬')).toBe(true);
    expect(finds('狗..追..咬', '狗咬完就追')).toBe(false);
  });

  it('may offer several words for a part', () => {
    const phrase = '孩子|老人..掉|滑..河|井';
    expect(finds(phrase, '有个老人滑到井里')).toBe(true);
    expect(finds(phrase, '孩子掉河里')).toBe(true);
    expect(finds(phrase, '手机掉河里')).toBe(false);
  });

  it('says where each of its parts stands', () => {
    const hit = compilePhrases(['狗..咬'], 8).find('大狗又咬人');
    expect(hit).toEqual({
      phrase: '狗..咬',
      start: 1,
      end: 4,
      parts: [
        { start: 1, end: 2 },
        { start: 3, end: 4 },
      ],
    });
  });

  it('that is empty or only dots finds nothing', () => {
    for (const phrase of ['', '..', '|', '..|..']) expect(finds(phrase, '着火了')).toBe(false);
  });
});
