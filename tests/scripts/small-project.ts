import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { projectRoot } from '../../src/shared/paths.js';

/** Writes down that it was called, waits for what it was told to, and leaves what the real one leaves. */
const compiler = `
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
appendFileSync('calls.txt', 'tsc\\n');
if (existsSync('src/broken.ts')) { console.log('src/broken.ts: wrong type'); process.exit(2); }
mkdirSync('dist', { recursive: true });
writeFileSync('dist/main.js', '');
`;
const generator = `
import { appendFileSync, mkdirSync } from 'node:fs';
appendFileSync('calls.txt', \`prisma \${process.env.PRISMA_SCHEMA_ENGINE_BINARY === process.execPath}\\n\`);
mkdirSync('src/store/generated', { recursive: true });
`;
const npm = `
import { appendFileSync, cpSync } from 'node:fs';
appendFileSync('calls.txt', \`npm \${process.argv.slice(2).join(' ')} cache=\${process.env.npm_config_cache}\\n\`);
cpSync('packages', 'node_modules', { recursive: true });
`;

/** A project small enough to be prepared in a second: our scripts with recording tools beside them. */
export interface SmallProject {
  folder: string;
  write(path: string, content: string): Promise<void>;
  /** What the tools were called for, one line a call. */
  calls(): Promise<string[]>;
  /** Runs the preparation as a process of its own. */
  prepare(env?: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }>;
}

export async function makeSmallProject(options: { installed: boolean }): Promise<SmallProject> {
  const folder = await mkdtemp(join(tmpdir(), 'gw-scripts-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const write = async (path: string, content: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  await cp(join(projectRoot, 'scripts'), join(folder, 'scripts'), { recursive: true });
  await write('package-lock.json', JSON.stringify({ packages: { '': {} } }));
  await write('src/main.ts', 'export {};');
  await write('prisma/schema.prisma', '');
  const packages = options.installed ? 'node_modules' : 'packages';
  await write(`${packages}/.package-lock.json`, JSON.stringify({ packages: {} }));
  for (const [name, bin, program] of [
    ['typescript', 'tsc', compiler],
    ['prisma', 'prisma', generator],
  ] as const) {
    await write(
      `${packages}/${name}/package.json`,
      JSON.stringify({ type: 'module', bin: { [bin]: 'main.js' } }),
    );
    await write(`${packages}/${name}/main.js`, program);
  }
  await write('tools/npm-cli.js', npm);
  await write('tools/package.json', JSON.stringify({ type: 'module' }));

  return {
    folder,
    write,
    async calls() {
      const path = join(folder, 'calls.txt');
      return existsSync(path) ? (await readFile(path, 'utf8')).trim().split('\n') : [];
    },
    async prepare(env = {}) {
      const call = `import('./scripts/prepare.mjs').then((it) => it.prepare({ build: true, dev: true }))`;
      const child = spawn(process.execPath, ['-e', call], {
        cwd: folder,
        env: { ...process.env, npm_execpath: join(folder, 'tools/npm-cli.js'), ...env },
      });
      const words = Promise.all([text(child.stdout), text(child.stderr)]);
      await once(child, 'close');
      return { code: child.exitCode, output: (await words).join('') };
    },
  };
}
