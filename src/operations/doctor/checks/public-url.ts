import { isLoopback } from '../../../config/loopback.js';
import { bad, type Check, good } from '../check.js';

export const publicUrl: Check = {
  id: 'public-url',
  title: '对外地址 PUBLIC_URL',
  async run(surroundings) {
    const { mode, publicUrl: address } = surroundings.settings();
    if (mode === 'demo') return good(`${address}（演示，只在本机）`, `${address} (demo)`);
    const url = new URL(address);
    if (isLoopback(url.hostname) || url.hostname === '0.0.0.0') {
      return bad(
        `${address} 只有本机打得开`,
        `${address} is this machine only`,
        '在 .env 里写 PUBLIC_URL=https://你的域名；企业微信的回调也要这个域名',
      );
    }
    if (url.protocol !== 'https:') {
      return bad(
        `${address} 没有加密`,
        `${address} is not https`,
        '前面放一个做 HTTPS 的反向代理，PUBLIC_URL 改成 https://',
      );
    }
    return good(address, address);
  },
};
