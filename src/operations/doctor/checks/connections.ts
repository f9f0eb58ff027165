import { readServerFacts } from '../../../store/inspect/server-facts.js';
import { bad, type Check, good, notice } from '../check.js';

const noticeShare = 0.7;
const badShare = 0.9;

export const connections: Check = {
  id: 'connections',
  title: '数据库连接数',
  async run(surroundings) {
    const { connections: is } = await readServerFacts((await surroundings.server()).pool);
    const found = `用了${is.used}个，其中本产品${is.ours}个，上限${is.limit}个`;
    const english = `${is.used} of ${is.limit} used, ${is.ours} by this product`;
    const remedy =
      '少开几个进程或调小 DB_POOL_SIZE，或请数据库管理员调大 max_connections；算法见 docs/limits.md';
    const share = is.used / is.limit;
    if (share >= badShare) return bad(found, english, remedy);
    return share >= noticeShare ? notice(found, english, remedy) : good(found, english);
  },
};
