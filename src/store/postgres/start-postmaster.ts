import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterHome } from './cluster-home.js';
import type { Binaries } from './embedded-binaries.js';
import { isAlive, isPostmaster, postmasterFile, readPostmaster } from './postmaster-file.js';
import { childOptions } from './run-as.js';
import { makeSocketFolder } from './socket-folder.js';

/** Parallel queries take their memory from /dev/shm; containers often have 64 MB of it. */
const roomySharedMemoryBytes = 256 * 1024 * 1024;
const largestLogBytes = 10 * 1024 * 1024;

/** A start under way: `exited` settles with the server's last words if it ends. */
export interface PostmasterStart {
  pid: number | undefined;
  exited: Promise<string>;
}

/**
 * Starts the server in a process group of its own: Ctrl-C in the terminal reaches us alone, and the
 * server lives until the last of us has written what it had. Durability settings are PostgreSQL's own.
 */
export async function startPostmaster(home: ClusterHome, binaries: Binaries): Promise<PostmasterStart> {
  await forgetStrangersPid(home.cluster);
  const socketFolder = await makeSocketFolder(home);
  const logPath = join(home.folder, 'postgres.log');
  const written = await stat(logPath).then(
    (found) => found.size,
    () => 0,
  );
  const tooLarge = written > largestLogBytes;
  const log = await open(logPath, tooLarge ? 'w' : 'a', 0o600);
  const begin = tooLarge ? 0 : written;
  try {
    const settings = {
      listen_addresses: '',
      unix_socket_directories: socketFolder,
      unix_socket_permissions: '0700',
      dynamic_shared_memory_type: await sharedMemoryType(),
      log_checkpoints: 'off',
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(binaries.postgres, ['-D', home.cluster, ...flags], {
      ...childOptions(home.account),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    const exited = once(child, 'exit').then(
      async () =>
        (await readFile(logPath)).subarray(begin).toString().trim().split('\n').slice(-5).join('\n'),
      (error) => String(error),
    );
    return { pid: child.pid, exited };
  } finally {
    await log.close();
  }
}

async function sharedMemoryType(): Promise<'posix' | 'mmap'> {
  if (process.platform !== 'linux') return 'posix';
  try {
    const { bavail, bsize } = await statfs('/dev/shm');
    return bavail * bsize < roomySharedMemoryBytes ? 'mmap' : 'posix';
  } catch {
    return 'mmap';
  }
}

/**
 * The server itself cleans up after a dead one (and first waits for that one's orphans), but refuses to
 * start while the old pid is in use, even by another program. No orphan outlives a reuse of pids.
 */
async function forgetStrangersPid(cluster: string): Promise<void> {
  const old = readPostmaster(cluster);
  if (old && isAlive(old.pid) && !isPostmaster(old.pid, cluster)) {
    await rm(postmasterFile(cluster), { force: true });
  }
}
