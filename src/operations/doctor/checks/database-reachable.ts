import { describeError } from '../../terminal.js';
import { bad, type Check, good } from '../check.js';

export const databaseReachable: Check = {
  id: 'database',
  title: '数据库',
  async run(surroundings) {
    const own = surroundings.settings().databaseUrl === undefined;
    try {
      await surroundings.reachDatabase();
    } catch (error) {
      return bad(
        `打不开：${describeError(error).split('\n')[0]}`,
        'cannot be reached',
        own
          ? '看 DATA_DIR 旁的 postgres.log 和磁盘空间；从没启动过的，先 npm start 一次'
          : '检查数据库服务器是否在运行，DATABASE_URL 的地址、账号、口令，和中间的防火墙',
      );
    }
    return good(
      own ? '内置的，连得上' : 'DATABASE_URL 指定的，连得上',
      own ? 'embedded, reachable' : 'reachable',
    );
  },
};
