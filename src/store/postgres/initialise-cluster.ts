import { existsSync } from 'node:fs';
import { chown, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.js';
import type { ClusterHome } from './cluster-home.js';
import type { Binaries } from './embedded-binaries.js';
import { runAs } from './run-as.js';

/** The server's only role. It has no password: the socket's folder is closed to everybody else. */
export const databaseUser = 'gridwhistle';

/**
 * Makes the cluster if there is none. It is made beside its place and renamed into it, so that a start
 * cut short leaves no half cluster, and of two starts at once the second keeps the first one's.
 */
export async function initialiseCluster(home: ClusterHome, binaries: Binaries): Promise<void> {
  if (!existsSync(home.cluster)) await makeCluster(home, binaries);
  const version = (await readFile(join(home.cluster, 'PG_VERSION'), 'utf8')).trim();
  if (version === String(binaries.majorVersion)) return;
  throw new AppError(
    'database-of-another-version',
    'tell-operator',
    `数据库目录 ${home.cluster} 由 PostgreSQL ${version} 建立，本程序自带的是 PostgreSQL ${binaries.majorVersion}，不能直接打开。` +
      `请用建立它的那个版本的程序启动并导出数据，或用 DATA_DIR 指定一个新目录，或用 DATABASE_URL 连接 PostgreSQL ${version} 服务器。`,
  );
}

async function makeCluster(home: ClusterHome, binaries: Binaries): Promise<void> {
  const draft = await mkdtemp(join(home.folder, 'postgres.new-'));
  try {
    if (home.account) await chown(draft, home.account.uid, home.account.gid);
    // pg_trgm sees Chinese characters as letters only under a libc locale that knows them.
    await runAs(home.account, binaries.initdb, [
      `--pgdata=${draft}`,
      `--username=${databaseUser}`,
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--auth=trust',
      '--no-instructions',
    ]);
    await rename(draft, home.cluster);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(home.cluster)) throw error;
  }
}
