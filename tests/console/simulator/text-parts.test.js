import { describe, expect, test } from 'vitest';
import { textParts } from '../../../console/simulator/text-parts.js';

describe('somebody who reads an answer with a link', () => {
  test('can follow the link that stands among Chinese words', () => {
    expect(textParts('详情：http://127.0.0.1:3000/about/。匿名也可以')).toEqual([
      { text: '详情：' },
      { text: 'http://127.0.0.1:3000/about/', url: 'http://127.0.0.1:3000/about/' },
      { text: '。匿名也可以' },
    ]);
  });

  test('does not take the full stop after a link into it', () => {
    expect(textParts('see https://example.org/a.').at(-1)).toEqual({ text: '.' });
  });

  test('gets no link from a text that only looks like code', () => {
    const text = '<a href="javascript:alert(1)">点我</a>';
    expect(textParts(text)).toEqual([{ text }]);
  });
});
