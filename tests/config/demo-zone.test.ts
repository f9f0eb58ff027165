import { describe, expect, it } from 'vitest';
import { fieldsOfWork } from '../../src/config/cases-schema.js';
import { loadConfig } from '../../src/config.js';
import { projectRoot } from '../../src/shared/paths.js';
import { ConfigCopy } from '../support/config-copy.js';

const config = loadConfig({ env: {}, root: projectRoot });
const categories = config.categories.categories;

function countBy<T>(rows: readonly T[], key: (row: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[key(row)] = (counts[key(row)] ?? 0) + 1;
  return counts;
}

describe('the demo zone that is shipped', () => {
  it('loads, and warns only of the unit whose duty list was left empty on purpose', () => {
    expect(config.warnings).toHaveLength(1);
    expect(config.warnings[0]).toContain('项目推进服务中心没有排值班');
    expect(config.zone.demo).toBe(true);
  });

  it('is one tree of four levels: 1 root, 1 town, 16 villages and communities, 40 basic and 14 dedicated grids', () => {
    expect(countBy(config.grids, (grid) => grid.type)).toEqual({
      总网格: 1,
      镇级网格: 1,
      '村居(社区)网格': 16,
      基础网格: 40,
      专属网格: 14,
    });
    const parents = new Map(config.grids.map((grid) => [grid.code, grid]));
    for (const leaf of config.grids.filter((grid) => grid.level === 4)) {
      expect(parents.get(leaf.parent ?? '')?.level, leaf.name).toBe(3);
    }
  });

  it('keeps basic grids at 300 to 500 households and asks for none of dedicated grids', () => {
    for (const grid of config.grids) {
      if (grid.type === '基础网格') {
        expect(grid.households, grid.name).toBeGreaterThanOrEqual(300);
        expect(grid.households, grid.name).toBeLessThanOrEqual(500);
      } else expect(grid.households, grid.name).toBeUndefined();
    }
  });

  it('gives the same alias to several grids where people use it for several places', () => {
    const called = (alias: string) =>
      config.grids.filter((grid) => grid.aliases.includes(alias)).map((g) => g.name);
    expect(called('青埠')).toEqual(['大青埠村', '小青埠村']);
    expect(called('泉子')).toEqual(['南泉子村', '北泉子村']);
  });

  it('staffs every working grid: 64 grid workers, and a head only beside two of them', () => {
    expect(config.staff).toHaveLength(328);
    expect(countBy(config.staff, (person) => person.role)).toEqual({
      网格员: 64,
      网格长: 10,
      网格指导员: 134,
      网格协管员: 120,
    });
  });

  it('names the thirteen fields of the founding notice as it does, in its order, and 其他', () => {
    const inNotice =
      '党建、文明创建、民族宗教、反邪教、治安管理、信访矛盾调处、特殊人群管理、市场监管、应急管理、城市管理、环境监管、社会保障、社会救助';
    expect(fieldsOfWork).toEqual([...inNotice.split('、'), '其他']);
    expect([...new Set(categories.map((category) => category.field))]).toEqual([...fieldsOfWork]);
  });

  it('holds 68 categories and 32 services', () => {
    expect(categories).toHaveLength(68);
    expect(config.services.map((service) => service.id)).toEqual(
      Array.from({ length: 32 }, (_, index) => `P${String(index + 1).padStart(2, '0')}`),
    );
  });

  it('lets a resident who waits for mediation hear within three working days and have a result in thirty days', () => {
    for (const code of ['XF01', 'XF02', 'XF03', 'XF04']) {
      const clocks = categories.find((category) => category.code === code)?.clocks;
      expect(clocks, code).toEqual({ first_contact: '3wd', resolve: '30d' });
    }
  });

  it('never lets an officer acknowledge later than the case should be done', () => {
    const shortOnes = categories.filter((category) => category.clocks.resolve === '4wh');
    expect(shortOnes.map((category) => category.code)).toEqual(['CG01', 'CG03', 'CG06', 'CG10']);
    for (const category of shortOnes) {
      const acknowledge =
        category.clocks.acknowledge ?? config.categories.urgencies[category.urgency].acknowledge;
      expect(['2wh', '2h'], category.code).toContain(acknowledge);
    }
  });

  it('shows units of every kind, and one person who left', () => {
    expect(config.departments).toHaveLength(18);
    expect(new Set(config.departments.map((unit) => unit.kind))).toEqual(
      new Set(['town', 'zone-department', 'zone-enterprise', 'stationed-unit', 'centre']),
    );
    const gone = config.departments.flatMap((unit) => unit.people).filter((person) => person.left);
    expect(gone.map((person) => person.userid)).toEqual(['sj-officer-3']);
  });

  it('never says that somebody else was called', () => {
    for (const kind of config.danger.kinds) {
      expect(`${kind.call}${kind.say}${kind.ask}`, kind.id).not.toMatch(
        /已(经)?(为|帮|替)|我们已|已报警|已拨打/,
      );
      expect(kind.call, kind.id).toMatch(/1(10|19|20|22)/);
    }
  });

  it('cannot be changed by whoever reads it', () => {
    expect(Object.isFrozen(config.categories.categories[0]?.keywords)).toBe(true);
    expect(() => config.warnings.push('x')).toThrow(TypeError);
  });

  it('has another fingerprint as soon as one letter changes', () => {
    const copy = new ConfigCopy();
    try {
      expect(copy.load().fingerprint).toBe(config.fingerprint);
      expect(copy.replace('zone.yaml', 'max_transfers: 2', 'max_transfers: 3').load().fingerprint).not.toBe(
        config.fingerprint,
      );
    } finally {
      copy.delete();
    }
  });
});
