import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeSmallProject } from './small-project.js';

describe('the preparation before every start', () => {
  it('does everything once, in order and without install scripts, in a fresh clone', async () => {
    const project = await makeSmallProject({ installed: false });
    expect(await project.prepare()).toMatchObject({ code: 0, output: expect.stringContaining('npm ci') });
    const [first, ...rest] = await project.calls();
    expect(first).toMatch(/^npm ci --include=dev --ignore-scripts /);
    expect(rest).toEqual(['prisma true', 'tsc']);
  });

  it('does nothing and says nothing when nothing changed', async () => {
    const project = await makeSmallProject({ installed: true });
    await project.prepare();
    const before = await project.calls();
    expect(await project.prepare()).toEqual({ code: 0, output: '' });
    expect(await project.calls()).toEqual(before);
  });

  it('accepts what the person installed with npm himself', async () => {
    const project = await makeSmallProject({ installed: true });
    await project.prepare();
    expect(await project.calls()).toEqual(['prisma true', 'tsc']);
  });

  it('installs again after an update changed the lock file', async () => {
    const project = await makeSmallProject({ installed: true });
    await project.prepare();
    const wanted = { '': {}, 'node_modules/prisma': { version: '2.0.0', integrity: 'sha512-new' } };
    await project.write('package-lock.json', JSON.stringify({ packages: wanted }));
    await project.prepare();
    expect((await project.calls()).filter((call) => call.startsWith('npm'))).toHaveLength(1);
  });

  it('compiles again when a source changed, and generates only when the schema did', async () => {
    const project = await makeSmallProject({ installed: true });
    await project.prepare();
    await project.write('src/main.ts', 'export const changed = true;');
    await project.prepare();
    expect(await project.calls()).toEqual(['prisma true', 'tsc', 'tsc']);
    await project.write('prisma/schema.prisma', 'model Lamp { id Int @id }');
    await project.prepare();
    expect(await project.calls()).toEqual(['prisma true', 'tsc', 'tsc', 'prisma true', 'tsc']);
  });

  it('shows why it could not compile, ends with an error, and tries again the next time', async () => {
    const project = await makeSmallProject({ installed: true });
    await project.write('src/broken.ts', '');
    for (const round of [1, 2]) {
      const result = await project.prepare();
      expect(result.code, `round ${round}`).toBe(1);
      expect(result.output).toContain('src/broken.ts: wrong type');
    }
  });

  it('is done by one of two processes that start at once', async () => {
    const project = await makeSmallProject({ installed: true });
    const both = await Promise.all([project.prepare(), project.prepare()]);
    expect(both.map((result) => result.code)).toEqual([0, 0]);
    expect(await project.calls()).toEqual(['prisma true', 'tsc']);
  });

  it('goes on after a preparation that was killed in the middle', async () => {
    const project = await makeSmallProject({ installed: true });
    await project.prepare();
    await project.write('src/main.ts', 'export const changed = true;');
    // No process has this number: it is above the largest that Linux gives.
    await project.write('.prepared/lock/pid', '4194305');
    expect(await project.prepare()).toMatchObject({ code: 0 });
    expect((await project.calls()).at(-1)).toBe('tsc');
  });

  it('gives npm a cache folder of its own where the account has no home', async () => {
    const project = await makeSmallProject({ installed: false });
    const notAFolder = join(project.folder, 'home');
    await writeFile(notAFolder, '');
    const result = await project.prepare({ HOME: notAFolder, npm_config_cache: undefined });
    expect(result.code).toBe(0);
    const [install] = await project.calls();
    expect(install).toMatch(/cache=\S*gridwhistle-npm-/);
  });
});
