import { type BoundaryEntry, type GridEntry, gridSchema } from '../../../src/config/grids-schema.js';
import { createGridTree } from '../../../src/domain/grid/index.js';

/** An invented town: two communities, two villages, a market. The names exist nowhere else in the project. */
const rows = [
  ['100000000000000', '演示区总网格', 1, null, { aliases: ['演示区'] }],
  ['100000001000000', '演示镇网格', 2, '100000000000000', { aliases: ['演示镇'] }],
  [
    '100000001401000',
    '杏林社区',
    3,
    '100000001000000',
    { aliases: ['杏林'], landmarks: ['杏林路', '迎宾大道'] },
  ],
  ['100000001501000', '上洼村', 3, '100000001000000', { aliases: ['上洼', '洼子'] }],
  ['100000001502000', '下洼村', 3, '100000001000000', { aliases: ['下洼', '洼子'], landmarks: ['下洼东岭'] }],
  [
    '100000001401001',
    '杏林雅苑一网格',
    4,
    '100000001401000',
    { aliases: ['杏林雅苑', '雅苑一期'], scope: '杏林雅苑1-6号楼', area: '城区' },
  ],
  [
    '100000001401002',
    '杏林雅苑二网格',
    4,
    '100000001401000',
    { aliases: ['杏林雅苑', '雅苑二期'], scope: '杏林雅苑7-12号楼', area: '城区' },
  ],
  [
    '100000001401003',
    '听松小区网格',
    4,
    '100000001401000',
    { aliases: ['听松小区', '听松'], scope: '听松小区全区', area: '城区' },
  ],
  [
    '100000001401004',
    '云顶府南网格',
    4,
    '100000001401000',
    { aliases: ['云顶府', '云顶府南'], scope: '云顶府A-C座', area: '城区' },
  ],
  [
    '100000001401005',
    '云顶府北网格',
    4,
    '100000001401000',
    { aliases: ['云顶府', '云顶府北'], scope: '云顶府D-F座', area: '城区' },
  ],
  ['100000001501001', '上洼村网格', 4, '100000001501000', { aliases: ['上洼'], scope: '全村', area: '农村' }],
  [
    '100000001502001',
    '下洼村东网格',
    4,
    '100000001502000',
    { aliases: ['下洼'], scope: '1-3组、东岭', area: '农村' },
  ],
  [
    '100000001502002',
    '下洼村西网格',
    4,
    '100000001502000',
    { aliases: ['下洼'], scope: '4-6组', area: '农村' },
  ],
  ['100000001501901', '洼子大集专属网格', 4, '100000001501000', { aliases: ['洼子大集'], exclusive: true }],
] as const;

const types = ['总网格', '镇级网格', '村居(社区)网格', '基础网格'] as const;

export const townGrids: GridEntry[] = rows.map(([code, name, level, parent, more]) => {
  const { exclusive, ...rest } = { exclusive: false, ...more };
  return gridSchema.parse({
    code,
    name,
    level,
    parent,
    type: exclusive ? '专属网格' : types[level - 1],
    ...rest,
  });
});

/** Two squares side by side, and the market drawn inside the first. */
export const townBoundaries: BoundaryEntry[] = [
  {
    code: '100000001401001',
    ring: [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ],
  },
  {
    code: '100000001401002',
    ring: [
      [1, 0],
      [2, 0],
      [2, 1],
      [1, 1],
      [1, 0],
    ],
  },
  {
    code: '100000001501901',
    ring: [
      [0.2, 0.2],
      [0.4, 0.2],
      [0.4, 0.4],
      [0.2, 0.4],
    ],
  },
];

export const town = createGridTree(townGrids, townBoundaries);
