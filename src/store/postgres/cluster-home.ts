import { mkdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors.js';
import { type Account, mayEnter, runningAsRoot, unprivilegedAccount } from './account.js';
import { findOutsidePlace, noteOutsidePlace } from './outside-place.js';

/** Where the embedded server keeps its files and as whom it runs. */
export interface ClusterHome {
  /** Holds the cluster, its log and, where the path is short enough, its socket. */
  folder: string;
  /** PostgreSQL's own data folder. */
  cluster: string;
  /** undefined: our own account. */
  account: Account | undefined;
}

/**
 * An existing cluster stays where it is and keeps its owner. A new one goes into DATA_DIR; started by
 * root it belongs to `nobody`, and lies outside DATA_DIR where that account cannot enter DATA_DIR.
 */
export async function findClusterHome(dataDir: string): Promise<ClusterHome> {
  const inside = await makeDataDir(dataDir);
  const folder = (await findOutsidePlace(inside)) ?? inside;
  const cluster = join(folder, 'postgres');
  const owner = await ownerOf(cluster);
  if (!runningAsRoot()) {
    if (owner !== undefined && owner.uid !== process.getuid?.()) throw belongsToAnother(cluster);
    return { folder, cluster, account: undefined };
  }
  if (owner !== undefined && owner.uid !== 0) return { folder, cluster, account: owner };
  const account = await unprivilegedAccount();
  if (await mayEnter(folder, account)) return { folder, cluster, account };
  const outside = await noteOutsidePlace(inside);
  return { folder: outside, cluster: join(outside, 'postgres'), account };
}

async function makeDataDir(dataDir: string): Promise<string> {
  try {
    await mkdir(dataDir, { recursive: true });
    return await realpath(dataDir);
  } catch (cause) {
    throw new AppError(
      'data-dir-unusable',
      'tell-operator',
      `不能使用数据目录 ${dataDir}：请检查它的权限，或用 DATA_DIR 指定另一个目录。`,
      { cause },
    );
  }
}

async function ownerOf(cluster: string): Promise<Account | undefined> {
  try {
    const { uid, gid } = await stat(cluster);
    return { uid, gid };
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw belongsToAnother(cluster, cause);
  }
}

function belongsToAnother(cluster: string, cause?: unknown): AppError {
  return new AppError(
    'database-of-another-account',
    'tell-operator',
    `数据库目录 ${cluster} 属于另一个系统账户：请用原来的账户启动，或用 DATA_DIR 指定另一个目录。`,
    { cause },
  );
}
