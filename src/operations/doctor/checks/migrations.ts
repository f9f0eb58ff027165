import { join } from 'node:path';
import { readMigrationState } from '../../../store/inspect/migration-state.js';
import { bad, type Check, good, notice } from '../check.js';

export const migrations: Check = {
  id: 'migrations',
  title: '数据库结构',
  async run(surroundings) {
    const { pool } = await surroundings.server();
    const state = await readMigrationState(pool, join(surroundings.root, 'prisma'));
    const [unknown] = state.unknown;
    if (unknown !== undefined) {
      return bad(
        `比程序新（${unknown}）`,
        'the database is newer than this program',
        '用升级过它的那个版本来运行，或恢复升级之前的备份',
      );
    }
    const [unfinished] = state.unfinished;
    if (unfinished !== undefined) {
      return bad(
        `上一次升级停在半路（${unfinished}）`,
        'a migration was not finished',
        '恢复升级之前的备份再升级；没有备份的，请把这一行和 _prisma_migrations 表的内容交给开发人员',
      );
    }
    const [edited] = state.edited;
    if (edited !== undefined) {
      return bad(
        `迁移文件被改过（${edited}）`,
        'a migration file was edited',
        '恢复 prisma/migrations 里原来的文件',
      );
    }
    if (state.applied === 0) {
      return notice(
        '还没有建表',
        'no tables yet',
        '第一次 npm start 时建立；数据在别处的，请检查 DATA_DIR 或 DATABASE_URL',
      );
    }
    if (state.pending.length > 0) {
      return notice(
        `比程序旧，差${state.pending.length}步`,
        `${state.pending.length} migrations pending`,
        '先 npm run backup，再启动：启动时自动升级',
      );
    }
    return good(`是最新的（${state.applied}步）`, `up to date (${state.applied} migrations)`);
  },
};
