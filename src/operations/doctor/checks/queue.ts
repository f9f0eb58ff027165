import type { RedisSettings } from '../../../config/redis-settings.js';
import { postgresQueueExists } from '../../../queue/inspect-postgres-queue.js';
import { inspectRedis, type RedisFacts } from '../../../queue/inspect-redis.js';
import { describeError } from '../../terminal.js';
import { bad, type Check, type Finding, good, notice } from '../check.js';

export const queue: Check = {
  id: 'queue',
  title: '排队',
  async run(surroundings) {
    const { redis } = surroundings.settings();
    if (redis) return inspect(redis);
    if (await postgresQueueExists((await surroundings.server()).pool)) {
      return good('用 PostgreSQL 排队，连得上', 'PostgreSQL, reachable');
    }
    return notice('用 PostgreSQL 排队，还没有建表', 'PostgreSQL, not made yet', '第一次 npm start 时建立');
  },
};

async function inspect(redis: RedisSettings): Promise<Finding> {
  let facts: RedisFacts;
  try {
    facts = await inspectRedis(redis);
  } catch (error) {
    return bad(
      `连不上 Redis：${describeError(error).split('\n')[0]}`,
      'Redis cannot be reached',
      '检查 Redis 是否在运行，REDIS_… 的地址、账号和口令；连不上的时候消息不丢，只是办得慢一两秒',
    );
  }
  const found = `Redis ${facts.version}，用了内存 ${facts.usedMemory}`;
  const english = `Redis ${facts.version}, ${facts.policy}, append-only ${facts.appendOnly ? 'on' : 'off'}`;
  if (facts.policy !== 'noeviction') {
    return bad(
      `${found}；内存满了会丢任务（maxmemory-policy ${facts.policy}）`,
      english,
      '在 redis.conf 里写 maxmemory-policy noeviction，或运行 redis-cli config set maxmemory-policy noeviction',
    );
  }
  if (!facts.appendOnly) {
    return notice(
      `${found}；没有开写盘日志`,
      english,
      '在 redis.conf 里写 appendonly yes。不开也不丢事：任务会从数据库重建，只是断电后头几秒慢一点',
    );
  }
  return good(found, english);
}
