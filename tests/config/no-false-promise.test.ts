import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectRoot } from '../../src/shared/paths.js';

const claims =
  /(?:已|已经|我们?|为[您你]|替[您你]|帮[您你])(?:经)?(?:为[您你]|替[您你]|帮[您你])?(?:报了?警|拨打|拨通|打了|叫了?(?:救护车|消防|警察)|呼叫|通知了?(?:警方|公安|消防|急救|110|119|120|122))/;

/** Every text that config lets the bot say, with where it stands. */
function sentencesOf(file: string): [string, string][] {
  const found: [string, string][] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') found.push([path, value]);
    else if (Array.isArray(value)) for (const [i, v] of value.entries()) walk(v, `${path}[${i}]`);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, v] of Object.entries(value)) walk(v, path === '' ? key : `${path}.${key}`);
    }
  };
  walk(parse(readFileSync(join(projectRoot, 'config', file), 'utf8')), '');
  return found;
}

/** What people say to us may of course claim it. */
const heardFromPeople = /\.(?:words|harmless)\[|^not_now\[/;

describe('Nobody ever reads that the bot called for help in his place', () => {
  test.each(['replies.yaml', 'danger.yaml'])('%s claims no call to 110, 119, 120 or 122', (file) => {
    const said = sentencesOf(file).filter(([path]) => !heardFromPeople.test(path));
    expect(said.length).toBeGreaterThan(20);
    expect(said.filter(([, sentence]) => claims.test(sentence))).toEqual([]);
  });

  test('the scan would find such a sentence', () => {
    for (const lie of ['已为您报警', '我们已拨打120', '已替你报警', '我已经帮你叫了救护车', '已通知公安']) {
      expect(claims.test(lie), lie).toBe(true);
    }
  });

  test('nor that somebody has seen what was only sent to him', () => {
    const said = sentencesOf('replies.yaml').filter(([path]) => path.startsWith('danger.'));
    expect(said.filter(([, sentence]) => /已经?看到/.test(sentence))).toEqual([]);
  });
});
