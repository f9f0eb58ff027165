import type { FoundFiles } from './files.js';
import type { GridEntry } from './grids-schema.js';
import { refuseRepeats } from './refuse-repeats.js';
import type { ConfigReport } from './report.js';

/** The founding notice: a basic grid holds 300 to 500 households. */
const fewestHouseholds = 300;
const mostHouseholds = 500;

const levelOfType: Record<GridEntry['type'], number> = {
  总网格: 1,
  镇级网格: 2,
  '村居(社区)网格': 3,
  基础网格: 4,
  专属网格: 4,
};

/** One tree of four levels, and one outline for each of its leaves. */
export function checkGrids(files: Pick<FoundFiles, 'grids' | 'boundaries'>, report: ConfigReport): void {
  const { grids, boundaries } = files;
  if (!grids) return;
  const file = 'grids.yaml';
  const byCode = new Map(grids.map((grid) => [grid.code, grid]));
  refuseRepeats(
    grids.map((grid) => grid.code),
    file,
    (index) => ['grids', index, 'code'],
    report,
  );

  const roots = grids.filter((grid) => grid.parent === null);
  if (roots.length !== 1) {
    report.refuse(
      file,
      ['grids'],
      `没有上级的网格有${roots.length}个，只能有1个（总网格）`,
      '只给总网格写 parent: null，其他网格写上级的代码',
    );
  }
  for (const [index, grid] of grids.entries()) {
    const at = ['grids', index];
    if (levelOfType[grid.type] !== grid.level) {
      report.refuse(
        file,
        [...at, 'level'],
        `${grid.type}应当是第${levelOfType[grid.type]}级`,
        '改 level 或 type',
      );
    }
    const parent = grid.parent === null ? undefined : byCode.get(grid.parent);
    if (grid.parent !== null && parent === undefined) {
      report.refuse(
        file,
        [...at, 'parent'],
        `没有代码为 ${grid.parent} 的网格`,
        '改成已有网格的代码，或先加上这个网格',
      );
    } else if ((parent?.level ?? 0) !== grid.level - 1) {
      report.refuse(
        file,
        [...at, 'parent'],
        `第${grid.level}级网格的上级应当是第${grid.level - 1}级`,
        '改成上一级网格的代码',
      );
    }
    const households = grid.type === '基础网格' ? grid.households : undefined;
    if (households !== undefined && (households < fewestHouseholds || households > mostHouseholds)) {
      report.warn(
        file,
        [...at, 'households'],
        `${grid.name}有${households}户，不在${fewestHouseholds}到${mostHouseholds}户之间`,
        '核对户数，或考虑拆分、合并网格',
      );
    }
  }
  if (boundaries) checkOutlines(grids, boundaries, report);
}

function checkOutlines(
  grids: NonNullable<FoundFiles['grids']>,
  boundaries: NonNullable<FoundFiles['boundaries']>,
  report: ConfigReport,
): void {
  const file = 'boundaries.yaml';
  const leaves = new Set(grids.filter((grid) => grid.level === 4).map((grid) => grid.code));
  refuseRepeats(
    boundaries.map((boundary) => boundary.code),
    file,
    (index) => ['boundaries', index, 'code'],
    report,
  );
  for (const [index, { code }] of boundaries.entries()) {
    if (!leaves.has(code)) {
      report.refuse(
        file,
        ['boundaries', index, 'code'],
        `${code} 不是第4级网格`,
        '改成第4级网格的代码，或删掉这一段',
      );
    }
    leaves.delete(code);
  }
  for (const code of leaves) {
    report.refuse(
      file,
      ['boundaries'],
      `缺少网格 ${code} 的边界`,
      '补上它的边界，没有测绘图就先画一个大致的',
    );
  }
}
