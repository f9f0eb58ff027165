import type { ConfigReport } from './report.js';
import type { Environment } from './settings-schema.js';

export interface Endpoint {
  host: string;
  port: number;
}

interface Access {
  username?: string;
  password?: string;
  /** Encrypted, with certificates that this machine trusts; a CA of one's own is named by NODE_EXTRA_CA_CERTS. */
  tls: boolean;
}

/** Where the queue's Redis is: one server, one watched over by Sentinels, or a Cluster. */
export type RedisSettings = {
  /** Begins every key; products that share a Redis need different ones. */
  prefix: string;
} & (
  | ({ kind: 'single'; url: string } & Access)
  | ({ kind: 'sentinel'; sentinels: Endpoint[]; name: string; sentinelPassword?: string } & Access)
  | ({ kind: 'cluster'; nodes: Endpoint[] } & Access)
);

const shownAs = '环境变量或 .env';

/** Undefined: no Redis, the queue lies in PostgreSQL. */
export function gatherRedis(found: Environment, report: ConfigReport): RedisSettings | undefined {
  const places = (['REDIS_URL', 'REDIS_SENTINELS', 'REDIS_CLUSTER'] as const).filter(
    (name) => found[name] !== undefined,
  );
  if (places.length > 1) {
    report.refuse(
      shownAs,
      [places[1] ?? ''],
      `${places.join('、')} 只能写一个`,
      '单台用 REDIS_URL，哨兵用 REDIS_SENTINELS，集群用 REDIS_CLUSTER，删掉其余的',
    );
    return undefined;
  }
  const access: Access = {
    ...(found.REDIS_USERNAME && { username: found.REDIS_USERNAME }),
    ...(found.REDIS_PASSWORD && { password: found.REDIS_PASSWORD }),
    tls: found.REDIS_TLS === 'on' || found.REDIS_URL?.startsWith('rediss:') === true,
  };
  const prefix = found.REDIS_PREFIX;
  if (found.REDIS_URL) return { kind: 'single', url: found.REDIS_URL, prefix, ...access };
  if (found.REDIS_CLUSTER) return { kind: 'cluster', nodes: found.REDIS_CLUSTER, prefix, ...access };
  if (!found.REDIS_SENTINELS) {
    refuseLonely(found, report);
    return undefined;
  }
  if (!found.REDIS_SENTINEL_NAME) {
    report.refuse(
      shownAs,
      ['REDIS_SENTINEL_NAME'],
      '写了 REDIS_SENTINELS，还要写主库的名称',
      '填哨兵配置里 sentinel monitor 后面的名称，常见的是 mymaster',
    );
    return undefined;
  }
  return {
    kind: 'sentinel',
    sentinels: found.REDIS_SENTINELS,
    name: found.REDIS_SENTINEL_NAME,
    ...(found.REDIS_SENTINEL_PASSWORD && { sentinelPassword: found.REDIS_SENTINEL_PASSWORD }),
    prefix,
    ...access,
  };
}

/** A setting that belongs to a Redis that was not named would have no effect, and the operator would think it had. */
function refuseLonely(found: Environment, report: ConfigReport): void {
  const names = [
    'REDIS_SENTINEL_NAME',
    'REDIS_SENTINEL_PASSWORD',
    'REDIS_USERNAME',
    'REDIS_PASSWORD',
    'REDIS_TLS',
  ] as const;
  for (const name of names) {
    if (found[name] === undefined) continue;
    report.refuse(
      shownAs,
      [name],
      '没有写 Redis 在哪里，这一项不起作用',
      '补上 REDIS_URL、REDIS_SENTINELS 或 REDIS_CLUSTER 中的一个，或者删掉这一项',
    );
  }
}
