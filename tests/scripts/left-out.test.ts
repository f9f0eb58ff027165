import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/shared/paths.js';

const script = join(projectRoot, 'scripts/steps/left-out.mjs');
/** As on a machine where none of the places has anything. */
const program = `
  const fs = await import('node:fs');
  const { syncBuiltinESMExports } = await import('node:module');
  fs.default.existsSync = () => false;
  syncBuiltinESMExports();
  const { leftOut } = await import(${JSON.stringify(script)});
  console.log(JSON.stringify(leftOut({ CI: process.argv[1] })));`;

async function linesWith(ci: string): Promise<string[]> {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program, ci]);
  return JSON.parse(stdout) as string[];
}

describe('The last lines of a test run', () => {
  it('name each kind of test that was left out, with the command that brings it', async () => {
    const [browser, redis, ...more] = await linesWith('');
    expect(browser).toMatch(/浏览器测试没有跑.*apt-get install chromium fonts-wqy-microhei/);
    expect(redis).toMatch(/Redis 的测试没有跑.*apt-get install redis-server/);
    expect(more).toEqual([]);
  });

  it('name none on a build machine, where what is missing fails instead', async () => {
    expect(await linesWith('1')).toEqual([]);
  });
});
