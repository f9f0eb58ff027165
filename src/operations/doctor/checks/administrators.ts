import { findActive } from '../../../store/inspect/people-present.js';
import { type Check, good, notice } from '../check.js';

export const administrators: Check = {
  id: 'administrators',
  title: '管理员',
  async run(surroundings) {
    const { zone } = surroundings.config();
    const userids = zone.administrators.map((each) => each.userid);
    if (userids.length === 0) {
      return notice(
        '没有设',
        'none set',
        '在 zone.yaml 的 administrators 里写上账号和姓名：系统出了问题，在聊天里告诉他',
      );
    }
    const active = await findActive((await surroundings.database()).pool, userids);
    const unknown = userids.filter((userid) => !active.has(userid.toLowerCase()));
    if (unknown.length === userids.length) {
      return notice(
        `设了${userids.length}个，都还没有和机器人说过话：${unknown.join('、')}`,
        `${userids.length} set, none of them known in any chat`,
        '改完配置要重新启动；不在人员名单里的管理员，请先在企业微信里打开一次本应用',
      );
    }
    return good(`设了${userids.length}个：${userids.join('、')}`, `${userids.length} set`);
  },
};
