import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bad, type Check, good, notice } from '../check.js';

export const storageFolder: Check = {
  id: 'data-folder',
  title: '数据文件夹',
  async run(surroundings) {
    const { dataDir } = surroundings.settings();
    const probe = join(dataDir, `.doctor-${randomBytes(4).toString('hex')}`);
    try {
      const file = await open(probe, 'wx', 0o600);
      await file.writeFile('probe');
      await file.sync();
      await file.close();
      return good(`能写（${dataDir}）`, 'writable');
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      if (code === 'ENOENT') {
        return notice(
          `还没有这个文件夹（${dataDir}）`,
          'not there yet',
          '没有启动过的，不用管：第一次 npm start 时建立；已经启动过的，说明 DATA_DIR 写错了或盘没有挂上，请检查',
        );
      }
      return bad(
        `写不进去（${dataDir}，${code}）`,
        `not writable (${code})`,
        '让运行本程序的账户能写这个文件夹，或用 DATA_DIR 换一个；磁盘满了先腾地方',
      );
    } finally {
      await rm(probe, { force: true });
    }
  },
};
