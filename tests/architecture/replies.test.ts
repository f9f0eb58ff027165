import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { eventNames } from '../../src/bot/history.js';
import { declineReasons, scores } from '../../src/domain/cases/case.js';
import { incidentCodes } from '../../src/domain/incidents/incident-kinds.js';
import { codeOf, listFiles, readProjectFile } from './source-files.js';

const replies = z.record(z.string(), z.string()).parse(parse(readProjectFile('config/replies.yaml')));
const keys = new Set(Object.keys(replies));
const code = listFiles('src', '.ts').map((path) => codeOf(path));

/** Keys that code puts together, each with the union that its open part comes from. */
const built: readonly { stem: string; endings: readonly string[] }[] = [
  { stem: 'incident.name-', endings: incidentCodes },
  { stem: 'incident.remedy-', endings: incidentCodes },
  { stem: 'rate.', endings: scores },
  { stem: 'notice.reporter-declined-', endings: declineReasons },
];

/** First parts of keys: a literal that begins with one of them can only be a key. */
const families = new Set([...keys].filter((key) => key.includes('.')).map((key) => key.split('.')[0]));

function literalsOf(text: string): string[] {
  return [...text.matchAll(/'([a-z][a-z-]*(?:\.[a-z-]+)*)'/g)].map(([, literal = '']) => literal);
}

const literals = code.flatMap(literalsOf);
const spoken = new Set([
  ...literals,
  ...built.flatMap(({ stem, endings }) => endings.map((ending) => `${stem}${ending}`)),
]);

const ladders = readProjectFile('config/reminders.yaml');
const reminded = [...ladders.matchAll(/\bsay:\s*([a-z][a-z.-]*)/g)].map(([, key = '']) => key);

describe('Sentences that people read', () => {
  it('every key that code names stands in replies.yaml', () => {
    const named = [...spoken].filter(
      (literal) => literal.includes('.') && families.has(literal.split('.')[0]) && !literal.endsWith('.yaml'),
    );
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((key) => !keys.has(key))).toEqual([]);
  });

  it('every key that a reminder names stands in replies.yaml', () => {
    expect(reminded.length).toBeGreaterThan(20);
    expect(reminded.filter((key) => !keys.has(key))).toEqual([]);
  });

  it('every sentence of replies.yaml is said somewhere', () => {
    const said = new Set([...spoken, ...reminded]);
    expect([...keys].filter((key) => !said.has(key))).toEqual([]);
  });

  it('knows every key that is put together from parts', () => {
    const stems = code
      .flatMap((text) => [...text.matchAll(/`([a-z][a-z-]*\.[a-z-]*)\$\{/g)].map(([, stem = '']) => stem))
      .filter((stem) => families.has(stem.split('.')[0]));
    expect([...new Set(stems)].sort()).toEqual(built.map(({ stem }) => stem).sort());
  });
});

describe('The history of a case', () => {
  it('names every event in words, never by its code', () => {
    const events = [
      ...['routing', 'work', 'result']
        .map((part) => codeOf(`src/domain/cases/decide-${part}.ts`).replace(/Extract<[^;]*;/, ''))
        .join('\n')
        .matchAll(/\btype:\s*'([a-z-]+)'/g),
    ].map(([, type = '']) => type);
    expect(events.length).toBeGreaterThan(15);
    expect(events.filter((type) => !(type in eventNames))).toEqual([]);
  });
});
