import { forgeVerification, sealVerification } from '../../../bot/channels/wecom-app/inspect.js';
import type { Settings } from '../../../config/settings-schema.js';
import { bad, type Check, good, notice } from '../check.js';

/** WeCom itself waits 1 s for a verification (path/90930). */
const patienceMs = 1_000;

/** The address on this machine at which the product answers. */
function localAddress({ host, port }: Settings): string {
  const reachable =
    host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host.includes(':') ? `[${host}]` : host;
  return `http://${reachable}:${port}`;
}

export const callbackRunning: Check = {
  id: 'callback-running',
  title: '企业微信回调',
  async run(surroundings) {
    const settings = surroundings.settings();
    const { wecom } = settings;
    if (!wecom) return good('没有接企业微信', 'WeCom is not set up');
    if (settings.role === 'worker') return good('这里只运行 worker，不收回调', 'a worker takes in nothing');
    const address = `${localAddress(settings)}/callbacks/wecom-app`;
    const text = `doctor-${Date.now()}`;
    const query = sealVerification(wecom, text, new Date());
    const right = await askServer(address, query);
    if (right === null) {
      return notice(
        `${address} 没有回答：产品没有在这台机器上运行`,
        'no answer: the product does not run here',
        'npm start（或 npm start -- web）以后再查一次',
      );
    }
    if (right.status !== 200 || right.body !== text) {
      return bad(
        `用自己的 Token 和 EncodingAESKey 验证，回答 ${right.status}`,
        `a verification of our own was answered with ${right.status}`,
        right.status === 404
          ? `${address} 上的不是接了企业微信的网格哨：检查 HOST、PORT，改过设置要重新启动`
          : '正在运行的产品用的是另一套 Token、EncodingAESKey 或企业ID：改过 .env 要重新启动',
      );
    }
    const forgery = forgeVerification(wecom, query);
    const forged = await askServer(address, forgery.query, forgery.headers);
    if (forged?.status !== 403) {
      return bad(
        `假的签名没有被拒绝（回答 ${forged?.status ?? '无'}）`,
        `a forged signature was answered with ${forged?.status ?? 'nothing'}`,
        '这个地址前面的代理可能改了回答；请开发人员看',
      );
    }
    return good('自己做的验证通过，假的签名被拒绝（403）', 'a verification passes, a forged one gets 403');
  },
};

/** Null where nobody answers. */
async function askServer(
  address: string,
  query: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string } | null> {
  try {
    const answer = await fetch(`${address}?${new URLSearchParams(query)}`, {
      headers,
      signal: AbortSignal.timeout(patienceMs),
    });
    return { status: answer.status, body: await answer.text() };
  } catch {
    return null;
  }
}
