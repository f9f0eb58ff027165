import { bad, type Check, good } from '../check.js';
import { unlessRefused } from './wecom-token.js';

export const wecomApp: Check = {
  id: 'wecom-app',
  title: '企业微信应用',
  async run(surroundings) {
    const wecom = surroundings.wecom();
    if (!wecom) return good('没有接企业微信', 'WeCom is not set up');
    return unlessRefused(async () => {
      const { name, closed, users, departments, tags } = await wecom.app();
      if (closed) {
        return bad(`“${name}”被停用了`, 'the app is switched off', '在管理后台 → 应用管理 → 该应用里启用');
      }
      if (users + departments + tags === 0) {
        return bad(
          `“${name}”谁都看不见`,
          'nobody can see the app',
          '在管理后台 → 应用管理 → 该应用 → 可见范围里加上成员或部门',
        );
      }
      return good(
        `“${name}”启用着，可见范围：${users}个成员、${departments}个部门、${tags}个标签`,
        `on; seen by ${users} members, ${departments} departments, ${tags} tags`,
      );
    });
  },
};
