import { type Check, good, notice } from '../check.js';
import { unlessRefused } from './wecom-token.js';

const listed = 6;

export const wecomAddresses: Check = {
  id: 'wecom-addresses',
  title: '企业微信的回调来源',
  async run(surroundings) {
    const wecom = surroundings.wecom();
    if (!wecom) return good('没有接企业微信', 'WeCom is not set up');
    return unlessRefused(async () => {
      const addresses = await wecom.callbackAddresses();
      if (addresses.length === 0) {
        return notice('企业微信没有给出地址', 'an empty list', '过一会儿再查');
      }
      const some = addresses.slice(0, listed).join('、');
      return good(
        `${addresses.length}个地址段，防火墙要放行：${some}${addresses.length > listed ? '……' : ''}`,
        `${addresses.length} address ranges that a firewall must let in`,
      );
    });
  },
};
