import { existsSync } from 'node:fs';

/** Where a redis-server lies, or null: the product needs none, its second queue does. scripts/test.mjs looks in the same places. */
export function findRedisServer(): string | null {
  const places = [
    process.env.REDIS_SERVER_PATH,
    '/usr/bin/redis-server',
    '/usr/local/bin/redis-server',
    '/opt/homebrew/bin/redis-server',
  ];
  return places.find((place): place is string => place !== undefined && existsSync(place)) ?? null;
}
