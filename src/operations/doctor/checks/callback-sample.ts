import { opensPublishedSample } from '../../../bot/channels/wecom-app/inspect.js';
import { bad, type Check, good } from '../check.js';

export const callbackSample: Check = {
  id: 'callback-sample',
  title: '回调加解密',
  async run() {
    if (opensPublishedSample()) return good('腾讯公布的样例解得开', 'Tencent’s published sample opens');
    return bad(
      '腾讯公布的样例解不开',
      'Tencent’s published sample does not open',
      '程序坏了：重新安装（删 node_modules 和 dist 再 npm start）',
    );
  },
};
