import { type Check, good, notice } from '../check.js';

const listed = 8;

export const gridWorkers: Check = {
  id: 'grid-workers',
  title: '网格员',
  async run(surroundings) {
    const { grids, staff } = surroundings.config();
    const working = new Set(staff.filter((p) => p.role === '网格员' && !p.left).map((p) => p.grid));
    const bottom = grids.filter((grid) => grid.level === 4);
    const without = bottom.filter((grid) => !working.has(grid.code)).map((grid) => grid.name);
    if (without.length === 0) {
      return good(`${bottom.length}个网格都有网格员`, `all ${bottom.length} grids have a grid worker`);
    }
    return notice(
      `${without.length}个网格没有在岗的网格员：${without.slice(0, listed).join('、')}${without.length > listed ? '……' : ''}`,
      `${without.length} of ${bottom.length} grids have no grid worker`,
      '在 staff.yaml 里补上；补上之前由镇中心代办',
    );
  },
};
