import { phraseEnd } from './place-phrase.js';

const number = '(?:[0-9]{1,3}|[一二两三四五六七八九十]{1,3})';
const landmark =
  '加油站|变压器|大桥|桥洞|水库|公园|广场|卫生室|卫生院|村委会?|居委会|大集|小学|中学|幼儿园|医院|工地|停车场|车库|公交站|配电房|菜市场|超市|集市|敬老院|党群服务中心|便民服务中心';
const relation = '旁边|门口|对面|后面|后头|前面|北边|南边|东边|西边|里面|里头|底下|附近|上|里|口|边';

/**
 * Phrases that say where without a name of ours, best first. Deictic words alone (这边, 楼下, 我们小区) are not among
 * them: whoever comes could not find the place by them.
 */
const beginnings: readonly RegExp[] = [
  // Two roads, or one that is followed by its number or side.
  /(?<=^|[^\p{Script=Han}]|[在到从往去沿跟由])(?!这条|那条|一条|走|修|堵|马|公|铁|道|网|迷|让|上|下|过|半)[\p{Script=Han}]{2}(?:路|大道|大街)(?=[跟和与到]|路口|上|口|边|旁|中|[东西南北]|[0-9])/u,
  new RegExp(
    `村(?:头|口|东头?|西头?|南头?|北头?|后|前)(?:的|那个)?(?:${landmark}|小桥|桥|河边?|路口|老?井|麦场|大树)`,
    'u',
  ),
  /(?:我们|俺们|咱们)(?:单元|楼)[0-9]{3,4}/u,
  new RegExp(`(?<![0-9月])${number}(?:号楼|栋|幢)`, 'u'),
  new RegExp(`(?<![0-9])${number}单元`, 'u'),
  /(?<![0-9-])[0-9]{1,2}-[0-9]{1,2}-[0-9]{3,4}(?![0-9-])/u,
  new RegExp(`(?:${landmark})(?:的)?(?:${relation})`, 'u'),
  /村(?:头|口|东头|西头|南头|北头)(?=[\p{Script=Han}])/u,
  /(?<=^|[^\p{Script=Han}]|[在到从往去是])(?![在到从往去是])[\p{Script=Han}]{2,6}(?:那一片|那一带|一带)/u,
];

/** The writer's phrase for a place that no name of ours stands in; null when there is none. */
export function findNamelessPlace(folded: string): { start: number; end: number } | null {
  for (const beginning of beginnings) {
    const match = beginning.exec(folded);
    if (match)
      return { start: match.index, end: phraseEnd(folded, match.index, match.index + match[0].length) };
  }
  return null;
}
