import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environmentSchema } from '../../src/config/settings-schema.js';
import { codeOf, listFiles, readProjectFile } from './source-files.js';

const settings = Object.keys(environmentSchema.shape);

describe('Config files', () => {
  const read = [...codeOf('src/config/files.ts').matchAll(/\bread\('([^']+)'/g)].map(([, name = '']) => name);

  it('are all read at start: none lies in the folder without effect', () => {
    const there = listFiles('config', '.yaml').map((path) => basename(path));
    expect(there.filter((name) => !read.includes(name))).toEqual([]);
  });

  it('are all there: none that is read at start is missing', () => {
    const there = listFiles('config', '.yaml').map((path) => basename(path));
    expect(read.length).toBeGreaterThan(10);
    expect(read.filter((name) => !there.includes(name))).toEqual([]);
  });
});

describe('Settings', () => {
  it.each(settings)('%s is explained to the operator in .env.example and in the README', (name) => {
    expect(readProjectFile('.env.example')).toMatch(new RegExp(`^#?\\s*${name}=`, 'm'));
    expect(readProjectFile('README.zh-CN.md')).toContain(`\`${name}\``);
  });

  it('.env.example offers none that the product does not read', () => {
    const offered = [...readProjectFile('.env.example').matchAll(/^#?\s*([A-Z][A-Z_]+)=/gm)].map(
      ([, name = '']) => name,
    );
    expect(offered.filter((name) => !settings.includes(name))).toEqual([]);
  });
});
