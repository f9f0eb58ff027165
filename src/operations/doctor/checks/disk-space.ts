import { statfs } from 'node:fs/promises';
import { writeBytes } from '../../terminal.js';
import { bad, type Check, good, notice, Skip } from '../check.js';

/** Some days of a town's pictures. */
const enoughBytes = 2 * 1024 ** 3;
/** PostgreSQL stops when its disk is full; a busy day of pictures takes as much. */
const leastBytes = 512 * 1024 ** 2;

export const diskSpace: Check = {
  id: 'disk',
  title: '磁盘空间',
  async run(surroundings) {
    const { bavail, bsize } = await statfs(surroundings.settings().dataDir).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
        throw new Skip('数据文件夹还没有建');
      throw error;
    });
    const free = bavail * bsize;
    const [found, english] = [`还剩 ${writeBytes(free)}`, `${writeBytes(free)} free`];
    const remedy = '腾地方（DATA_DIR/backups 里的旧备份可以挪走），或给磁盘扩容；内置数据库也在这里';
    if (free < leastBytes) return bad(found, english, remedy);
    return free < enoughBytes ? notice(found, english, remedy) : good(found, english);
  },
};
