import type { LedgerFault } from '../store/ledger/verify-ledger.js';

/** What a fault of the ledger means, for the operator. */
export const faultWords: Record<LedgerFault['why'], string> = {
  gap: '中间少了记录',
  link: '和前一条接不上',
  content: '内容被改过',
  'tail-missing': '末尾的记录被删了',
  'head-differs': '最后一条不是当时记下的那一条',
  'head-missing': '没有链头（链头被删，或登记链头的触发器被停过）',
  'stream-missing': '这个件一条记录都没有',
};

export function writeFault({ stream, n, why }: LedgerFault): string {
  return `${stream === 'system' ? '系统记录' : `件 ${stream}`}${n > 0 ? ` 第${n}条` : ''}：${faultWords[why]}`;
}
