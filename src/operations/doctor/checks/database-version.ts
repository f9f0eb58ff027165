import { readServerFacts } from '../../../store/inspect/server-facts.js';
import { bad, type Check, good, notice } from '../check.js';

/** The version that is embedded, and that every test runs on. */
const tried = 18;
/** The oldest that PostgreSQL still mends, since 13 ended in November 2025 (postgresql.org/support/versioning). */
const oldest = 14;

export const databaseVersion: Check = {
  id: 'database-version',
  title: '数据库版本',
  async run(surroundings) {
    const { version, major } = await readServerFacts((await surroundings.server()).pool);
    const english = `PostgreSQL ${version}`;
    if (major < oldest)
      return bad(
        `PostgreSQL ${version}，官方已不再修补`,
        `${english}, no longer maintained`,
        `升级到 ${oldest} 以上，最好 ${tried}`,
      );
    if (major !== tried) {
      return notice(
        `PostgreSQL ${version}`,
        english,
        `本程序只在 PostgreSQL ${tried} 上跑过全部测试；用别的版本请先在测试机上试`,
      );
    }
    return good(`PostgreSQL ${version}`, english);
  },
};
