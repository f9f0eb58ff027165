import { describe, expect, it } from 'vitest';
import { type Import, importsBelow, listFiles, show } from './source-files.js';

/** A folder imports only from folders of a lower rank, and from itself. */
const ranks: Readonly<Record<string, number>> = {
  shared: 0,
  config: 0.5,
  log: 0.5,
  metrics: 0.5,
  domain: 1,
  queue: 1,
  handlers: 2,
  store: 2,
  bot: 3,
  jobs: 4,
  operations: 4,
  web: 4,
  root: 5,
};

/** The files directly below src put the parts together; config.ts belongs to the folder it reads for. */
function folderOf(path: string): string {
  const [, first = '', ...rest] = path.split('/');
  if (first === 'config.ts') return 'config';
  return rest.length === 0 ? 'root' : first;
}

function rankOf(path: string): number {
  return ranks[folderOf(path)] ?? Number.NaN;
}

const inside = importsBelow('src').filter((each) => each.to.startsWith('src/'));
const between = inside.filter((each) => folderOf(each.from) !== folderOf(each.to));

function areaOf(path: string): string {
  return path.split('/')[2] ?? '';
}

/** The channel a file belongs to, or null for everything outside `bot/channels/`. */
function channelOf(path: string): string | null {
  return /^src\/bot\/channels\/([^/]+)\//.exec(path)?.[1] ?? null;
}

describe('Dependencies point down', () => {
  it('finds the imports it judges', () => {
    expect(inside.length).toBeGreaterThan(300);
    expect(between.length).toBeGreaterThan(100);
  });

  it('gives every folder of src a rank', () => {
    const unranked = listFiles('src', '.ts').filter((path) => Number.isNaN(rankOf(path)));
    expect(unranked).toEqual([]);
  });

  it('lets no folder import from its own height or from above', () => {
    const upwards = between.filter((each) => rankOf(each.to) >= rankOf(each.from));
    expect(upwards.map(show)).toEqual([]);
  });

  it('lets the rules know config only by its types, so that a rule can be tried without a file', () => {
    const atRunTime = between.filter(
      (each) => folderOf(each.from) === 'domain' && folderOf(each.to) === 'config' && !each.typeOnly,
    );
    expect(atRunTime.map(show)).toEqual([]);
  });

  it('lets handlers know config only by its types', () => {
    const atRunTime = between.filter(
      (each) => folderOf(each.from) === 'handlers' && folderOf(each.to) === 'config' && !each.typeOnly,
    );
    expect(atRunTime.map(show)).toEqual([]);
  });
});

describe('Areas of the rules', () => {
  /** Permission reads the table of lawful steps; nothing of the cases reads permission. */
  const above: Readonly<Record<string, readonly string[]>> = { permission: ['cases'] };

  it('know each other only by types, but for permission, which reads the table of steps', () => {
    const sideways = inside.filter((each: Import) => {
      if (folderOf(each.from) !== 'domain' || folderOf(each.to) !== 'domain') return false;
      const [from, to] = [areaOf(each.from), areaOf(each.to)];
      return from !== to && !each.typeOnly && !(above[from] ?? []).includes(to);
    });
    expect(sideways.map(show)).toEqual([]);
  });
});

describe('Channels', () => {
  const ofChannels = inside.filter((each) => channelOf(each.from) !== null);

  it('know of the bot nothing but the contract', () => {
    const beyond = ofChannels.filter(
      (each) =>
        folderOf(each.to) === 'bot' &&
        each.to !== 'src/bot/channel.ts' &&
        channelOf(each.to) !== channelOf(each.from) &&
        !each.typeOnly,
    );
    expect(beyond.map(show)).toEqual([]);
  });

  it('are entered by their index, by the callback that opens what a platform sends, or by what inspects the platform', () => {
    const doors = /^src\/bot\/channels\/[^/]+\/(index|callback|inspect)\.ts$/;
    const throughTheWall = inside.filter(
      (each) =>
        channelOf(each.to) !== null && channelOf(each.to) !== channelOf(each.from) && !doors.test(each.to),
    );
    expect(throughTheWall.map(show)).toEqual([]);
  });
});

describe('The WeCom stand-in', () => {
  it('imports nothing of the product, so that both sides are written from the documentation', () => {
    const found = importsBelow('wecom-sim').filter((each) => each.to.startsWith('src/'));
    expect(found.map(show)).toEqual([]);
  });

  it('is imported by nothing of the product', () => {
    const found = importsBelow('src').filter((each) => each.to.startsWith('wecom-sim/'));
    expect(found.map(show)).toEqual([]);
  });
});
