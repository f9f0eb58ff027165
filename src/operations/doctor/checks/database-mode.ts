import { readDatabaseMode } from '../../../store/database-mode.js';
import { bad, type Check, good } from '../check.js';

const names = { demo: '演示', production: '正式' } as const;

export const databaseMode: Check = {
  id: 'database-mode',
  title: '数据库的用途',
  async run(surroundings) {
    const { mode } = surroundings.settings();
    const first = await readDatabaseMode((await surroundings.database()).pool);
    if (first === null) return good('还没有启动过', 'not started yet');
    if (first === mode) return good(`${names[first]}用的，和设置一样`, `${first}, as in the settings`);
    return bad(
      `这个数据库是${names[first]}用的，设置里是${names[mode]}模式：会拒绝启动`,
      `the database is for ${first}, the settings say ${mode}`,
      `换一个空的 DATA_DIR 或空库（DATABASE_URL）；要接着用这个库，设 APP_MODE=${first}`,
    );
  },
};
