import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../src/shared/paths.js';
import { listFiles, readProjectFile } from './source-files.js';

const documents = [
  'README.md',
  'README.zh-CN.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...listFiles('docs', '.md'),
  ...listFiles('wecom-sim', '.md'),
];

const manifest = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readProjectFile('package.json')));

describe('Documents', () => {
  it.each(documents)('%s points only at files that exist', (document) => {
    const targets = [...readProjectFile(document).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target.split('#')[0] ?? '')
      .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
    const missing = targets.filter(
      (target) => !existsSync(join(projectRoot, normalize(join(dirname(document), target)))),
    );
    expect(missing).toEqual([]);
  });

  it.each(documents)('%s names only commands that package.json has', (document) => {
    const commands = [...readProjectFile(document).matchAll(/\bnpm run ([a-z-]+)/g)].map(
      ([, name = '']) => name,
    );
    expect(commands.filter((name) => !(name in manifest.scripts))).toEqual([]);
  });

  it('ARCHITECTURE.md and CONTRIBUTING.md name only source files that exist', () => {
    const named = ['ARCHITECTURE.md', 'CONTRIBUTING.md'].flatMap((document) =>
      [
        ...readProjectFile(document).matchAll(
          /`((?:src|tests|config|prisma|scripts|console|bench|wecom-sim|docs)\/[\w./-]+)`/g,
        ),
      ].map(([, path = '']) => path),
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
  });
});

describe('Scripts', () => {
  it('start only programs that the compiler makes', () => {
    const started = listFiles('scripts', '.mjs').flatMap((path) =>
      [...readProjectFile(path).matchAll(/import\('\.\.\/dist\/([^']+)\.js'\)/g)].map(
        ([, source = '']) => `${source}.ts`,
      ),
    );
    expect(started.length).toBeGreaterThan(3);
    expect(started.filter((source) => !existsSync(join(projectRoot, source)))).toEqual([]);
  });

  it.each(Object.entries(manifest.scripts))('npm run %s starts a file that exists: %s', (_name, command) => {
    const script = /^node (\S+)/.exec(command)?.[1];
    expect(script === undefined || existsSync(join(projectRoot, script))).toBe(true);
  });
});
