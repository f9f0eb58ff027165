import { readServerFacts } from '../../../store/inspect/server-facts.js';
import { bad, type Check, good } from '../check.js';

/** Values of synchronous_commit with which a commit is on the disk before it is answered. */
const safeCommits = ['on', 'remote_apply', 'remote_write', 'local'];

export const durability: Check = {
  id: 'durability',
  title: '断电不丢',
  async run(surroundings) {
    const { durability: is } = await readServerFacts((await surroundings.server()).pool);
    const off = [
      ...(is.fsync === 'on' ? [] : [`fsync=${is.fsync}`]),
      ...(safeCommits.includes(is.synchronousCommit) ? [] : [`synchronous_commit=${is.synchronousCommit}`]),
      ...(is.fullPageWrites === 'on' ? [] : [`full_page_writes=${is.fullPageWrites}`]),
    ].join('、');
    if (off === '') {
      return good(
        '数据库先写盘再回答（fsync、synchronous_commit、full_page_writes 都开着）',
        `fsync on, synchronous_commit ${is.synchronousCommit}, full_page_writes on`,
      );
    }
    return bad(
      `数据库关掉了写盘的保证：${off}`,
      `durability is off: ${off.replaceAll('、', ', ')}`,
      '请数据库管理员在 postgresql.conf 里改回 on 并重新加载：现在断电会丢已经答应了的事',
    );
  },
};
