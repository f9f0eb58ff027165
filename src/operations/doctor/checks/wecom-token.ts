import { addressIn } from '../../../bot/incident-signs.js';
import { AppError } from '../../../shared/errors.js';
import { bad, type Check, type Finding, good, notice } from '../check.js';

export const wecomToken: Check = {
  id: 'wecom-token',
  title: '企业微信接口',
  async run(surroundings) {
    const wecom = surroundings.wecom();
    if (!wecom) {
      return surroundings.settings().mode === 'demo'
        ? good('没有接企业微信（演示不需要）', 'not set up (demo)')
        : notice(
            '没有接企业微信，群众没有地方说话',
            'not set up',
            '在 .env 里填五项 WECOM_…，做法见 README 的“接企业微信自建应用”',
          );
    }
    const began = performance.now();
    return unlessRefused(async () => {
      await wecom.fetchToken();
      const ms = Math.round(performance.now() - began);
      return good(`取得了 access_token（${ms}毫秒）`, `token obtained in ${ms} ms`);
    });
  },
};

/** A refusal of WeCom in words; anything else is a fault of the check. */
export async function unlessRefused(ask: () => Promise<Finding>): Promise<Finding> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError) return explainWecom(error);
    throw error;
  }
}

/** The obstacles of the first day (path/90313), with the page of the console to open. */
function explainWecom(error: AppError): Finding {
  const english = `refused: ${error.code}`;
  switch (error.code) {
    case 'wecom-60020': {
      const address = addressIn(error.message) ?? '（见日志原文）';
      return bad(
        `本机的出口地址 ${address} 不在企业可信IP里（60020），能收不能发`,
        `the address ${address} is not trusted (60020)`,
        `打开企业微信管理后台 → 应用管理 → 该应用 → 企业可信IP，加上 ${address}`,
      );
    }
    case 'wecom-40001':
      return bad(
        'Secret 不对（40001）',
        english,
        '在管理后台 → 应用管理 → 该应用里重新查看 Secret，改 WECOM_SECRET',
      );
    case 'wecom-40013':
      return bad('企业ID不对（40013）', english, '在管理后台 → 我的企业最下面查看企业ID，改 WECOM_CORP_ID');
    case 'wecom-unreachable':
      return bad(
        '连不上企业微信的服务器',
        'cannot be reached',
        '检查本机能不能上外网、DNS、防火墙是否放行 qyapi.weixin.qq.com:443，以及 WECOM_API_BASE_URL',
      );
    default:
      return bad(
        `企业微信不让用（${error.code}）：${error.message}`,
        english,
        '按错误码在企业微信开发者文档的“全局错误码”里查',
      );
  }
}
