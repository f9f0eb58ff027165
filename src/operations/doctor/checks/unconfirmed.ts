import { bad, type Check, good, notice } from '../check.js';

/** How `basis` in categories.yaml says that a limit rests on no rule that somebody has read. */
const proposed = /建议|据报道|未核/;

export const unconfirmed: Check = {
  id: 'unconfirmed',
  title: '待确认的配置',
  async run(surroundings) {
    const { departments, categories, zone } = surroundings.config();
    const { mode } = surroundings.settings();
    if (zone.demo && mode === 'production') {
      return bad(
        '正式模式用着演示的辖区、人员和网格（zone.yaml：demo: true）',
        'production runs on the invented demo zone',
        '换成本地的配置（CONFIG_DIR），zone.yaml 里 demo 改成 false',
      );
    }
    const assumed = departments.filter((unit) => unit.assumed).length;
    const rests = categories.categories.filter(
      ({ basis }) => basis === undefined || proposed.test(basis),
    ).length;
    if (assumed + rests === 0) return good('没有', 'none');
    return notice(
      `${assumed}个单位的职责是推定的（departments.yaml：assumed）；${rests}个类别的时限是建议值，还没有出处（categories.yaml：basis）`,
      `duties of ${assumed} units and limits of ${rests} categories are proposals`,
      '逐条请客户确认，清单在 docs/open-questions.md；确认一条改一条',
    );
  },
};
