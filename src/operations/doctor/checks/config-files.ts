import { bad, type Check, good, notice } from '../check.js';

export const configFiles: Check = {
  id: 'config',
  title: '设置和配置文件',
  async run(surroundings) {
    const { configMistakes } = surroundings;
    if (configMistakes !== null) {
      return bad(
        configMistakes,
        'settings or config files have mistakes',
        '按上面每一条的办法改，改好再启动',
      );
    }
    const { warnings, settings } = surroundings.config();
    if (warnings.length > 0) {
      const lines = warnings.map((warning) => `· ${warning}`);
      return notice(
        [`没有错，有${warnings.length}处提醒`, ...lines].join('\n'),
        `no mistakes, ${warnings.length} warnings`,
        '不急，看看这几条要不要改',
      );
    }
    return good(`没有错（${settings.configDir}）`, 'no mistakes');
  },
};
