import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jobNames } from '../../src/queue/job-catalogue.js';
import { codeOf, importsOf, listFiles } from './source-files.js';

const app = 'src/app.ts';

describe('Jobs', () => {
  it.each(jobNames)('%s has a file of its own name', (name) => {
    expect(listFiles('src/jobs', '.ts').map((path) => basename(path, '.ts'))).toContain(name);
  });

  it.each(jobNames)('%s is worked on: app.ts hands it to the queue', (name) => {
    expect(importsOf(app).map((each) => each.to)).toContain(`src/jobs/${name}.ts`);
    expect(codeOf(app)).toMatch(new RegExp(`'${name}':\\s*\\w+Job\\(`));
  });

  it('names no job that the catalogue does not have', () => {
    const named = listFiles('src', '.ts').flatMap((path) =>
      [...codeOf(path).matchAll(/\bjob:\s*\{\s*name:\s*'([^']+)'/g)].map(([, name]) => name),
    );
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !jobNames.some((known) => known === name))).toEqual([]);
  });

  it('lie in src/jobs beside nothing that is not used', () => {
    const used = ['src/app.ts', ...listFiles('src/jobs', '.ts')].flatMap((path) =>
      importsOf(path).map((each) => each.to),
    );
    expect(listFiles('src/jobs', '.ts').filter((path) => !used.includes(path))).toEqual([]);
  });
});
