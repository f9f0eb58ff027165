import { formatCaseNumber } from '../../src/domain/understanding/index.js';
import type { Random } from '../support/random.js';

/**
 * What is said, chosen so that the answer to each message can be told from every other one and follows from the order
 * in which the messages of one conversation were taken in, and from nothing else.
 */
export type Said =
  /** Asks for a number that no case has: the answer repeats it. */
  | { kind: 'number'; text: string }
  /** Always the same words, and so the same answer: two of them must both arrive. */
  | { kind: 'thanks'; text: string }
  /** A matter. A resident is shown it on a card and asked; a field worker's is filed at once. */
  | { kind: 'matter'; text: string }
  /** A field worker's matter that is already mended: filed and closed. */
  | { kind: 'mended'; text: string }
  /** A resident agrees to the card. */
  | { kind: 'yes'; text: string };

export interface Speaker {
  userid: string;
  role: 'resident' | 'worker';
  lines: readonly Said[];
}

/** Each belongs to one grid, whatever the house number. */
const places = ['碧桐苑', '海韵天成', '橡树湾', '半山语墅', '丁香园', '创智家园'];
/**
 * Each is understood as one category and goes to a unit of its own: WeCom takes 30 messages a minute for one person, so
 * that one officer's phone would be what everybody waits for.
 */
const matters = [
  '门口的路灯不亮了',
  '楼上装修噪音太大',
  '楼顶有人私搭乱建',
  '旁边饭店油烟太大',
  '对面商店卖过期食品',
  '门口总有车违停',
  '门口的公益广告牌掉了漆',
  '旁边工地拖欠工资',
];
const deeds = ['门口的路灯已修好', '门口的垃圾已清理', '楼道杂物已清走', '小广告已清除'];

/** Case numbers count up from 20461; these are far beyond what a run files. */
const firstUnknownNumber = 700_000_000;

/** People and all that each will say. `workers` are userids of people who work in the field. */
export function writeScript(
  random: Random,
  workers: readonly string[],
  size: { residents: number; workers: number; messagesEach: number },
): Speaker[] {
  let house = 0;
  let asked = 0;
  const number = (): Said => {
    asked += 1;
    return { kind: 'number', text: formatCaseNumber(firstUnknownNumber + asked) };
  };
  const thanks: Said = { kind: 'thanks', text: '谢谢' };
  const matter = (place: string): Said => {
    house += 1;
    return { kind: 'matter', text: `${place}${house}号楼${random.pick(matters)}` };
  };

  const residentLines = (): Said[] => {
    const parts = [
      [matter(random.pick(places)), yes],
      [matter(random.pick(places)), yes],
    ];
    while (parts.flat().length < size.messagesEach) parts.push([random.chance(0.7) ? number() : thanks]);
    return shuffle(random, parts).flat().slice(0, size.messagesEach);
  };
  const workerLines = (): Said[] =>
    Array.from({ length: size.messagesEach }, () => {
      const drawn = random.next();
      if (drawn < 0.25) return matter('');
      if (drawn < 0.65) {
        house += 1;
        return { kind: 'mended', text: `${house}号楼${random.pick(deeds)}` };
      }
      return drawn < 0.85 ? number() : thanks;
    });

  const residents = Array.from({ length: size.residents }, (_x, i) => ({
    userid: `resident-${String(i + 1).padStart(3, '0')}`,
    role: 'resident' as const,
    lines: residentLines(),
  }));
  const inTheField = shuffle(random, workers)
    .slice(0, size.workers)
    .map((userid) => ({ userid, role: 'worker' as const, lines: workerLines() }));
  return shuffle(random, [...residents, ...inTheField]);
}

const yes: Said = { kind: 'yes', text: '可以' };

export function shuffle<T>(random: Random, items: readonly T[]): T[] {
  const drawn = items.map((item) => ({ item, key: random.next() }));
  return drawn.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
