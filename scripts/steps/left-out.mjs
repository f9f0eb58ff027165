import { existsSync } from 'node:fs';

/** Programs that some tests need and a machine may lack; vitest.config.ts leaves the same tests out. */
const programs = [
  {
    places: [
      process.env.CHROMIUM_PATH,
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
    ],
    line: '没有找到 Chromium，浏览器测试没有跑。要跑它：apt-get install chromium fonts-wqy-microhei，再 npm test',
  },
  {
    places: [
      process.env.REDIS_SERVER_PATH,
      '/usr/bin/redis-server',
      '/usr/local/bin/redis-server',
      '/opt/homebrew/bin/redis-server',
    ],
    line: '没有找到 redis-server，排队走 Redis 的测试没有跑。要跑它：apt-get install redis-server，再 npm test',
  },
];

/** One line for each kind of test that was left out, with the command that brings it. */
export function leftOut(env = process.env) {
  // On a build machine nothing is left out: what is missing fails there.
  if (env.CI) return [];
  return programs
    .filter(({ places }) => !places.some((place) => place && existsSync(place)))
    .map(({ line }) => line);
}
