import { createHash } from 'node:crypto';
import { encrypt } from '@wecom/crypto';

/** Settings of a corp that does not exist. */
export const invented = {
  WECOM_CORP_ID: 'wwbench0000000001',
  WECOM_AGENT_ID: '1000002',
  WECOM_SECRET: 'bench-secret-not-real',
  WECOM_TOKEN: 'BenchToken',
  WECOM_ENCODING_AES_KEY: 'BenchKeyBenchKeyBenchKeyBenchKeyBenchKey123',
  WECOM_API_BASE_URL: 'http://127.0.0.1:9',
};

export interface Post {
  path: string;
  body: string;
}

/** An encrypted text message as WeCom posts it (path/90238, path/90968). */
export function sealedText(userid: string, text: string, msgId: string): Post {
  const xml = `<xml><ToUserName><![CDATA[${invented.WECOM_CORP_ID}]]></ToUserName><FromUserName><![CDATA[${userid}]]></FromUserName><CreateTime>1790000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content><MsgId>${msgId}</MsgId><AgentID>1000002</AgentID></xml>`;
  const sealed = encrypt(invented.WECOM_ENCODING_AES_KEY, xml, invented.WECOM_CORP_ID);
  const [timestamp, nonce] = ['1790000000', 'bench'];
  const signature = createHash('sha1')
    .update([invented.WECOM_TOKEN, timestamp, nonce, sealed].sort().join(''))
    .digest('hex');
  return {
    path: `/callbacks/wecom-app?msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`,
    body: `<xml><ToUserName><![CDATA[${invented.WECOM_CORP_ID}]]></ToUserName><AgentID><![CDATA[1000002]]></AgentID><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`,
  };
}
