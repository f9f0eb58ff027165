/** What each fault is called and what it does, in the words of the page. */
export const callFaults = [
  {
    title: '没有办成',
    hint: '产品的请求什么都没有引起，再试一次就好',
    faults: [
      { name: 'busy', label: '系统繁忙', hint: 'errcode -1' },
      { name: 'rate-limited', label: '调用太频繁', hint: 'errcode 45009' },
      { name: 'token-expired', label: 'token 过期', hint: 'errcode 42001，这个 token 从此真的作废' },
      { name: 'server-error', label: '网关出错', hint: 'HTTP 500、502 或 503，答一页 HTML' },
      { name: 'timeout-before', label: '不理人', hint: '不办也不答，过一阵断开' },
      { name: 'drop-before', label: '立刻断线', hint: '不办，马上断开' },
    ],
  },
  {
    title: '办成了，但产品听不到',
    hint: '最险的几种：消息已经送到，产品却不知道',
    faults: [
      { name: 'timeout-after', label: '办完不答', hint: '送到了，答复一直不来，过一阵断开' },
      { name: 'drop-after', label: '办完断线', hint: '送到了，马上断开' },
      { name: 'half-answer', label: '答复只有一半', hint: 'HTTP 200，JSON 缺后半截' },
    ],
  },
];

export const deliveryFaults = [
  { name: 'duplicate', label: '重复投递', hint: '产品已经答 200，还是再送一遍' },
  { name: 'held', label: '迟到', hint: '压住，等后来的先到再送' },
  { name: 'lost-answer', label: '没听答复就断线', hint: '整条送到就断开，随后按规矩重送' },
];

export const faultLabel = (name) =>
  [...callFaults.flatMap(({ faults }) => faults), ...deliveryFaults].find((each) => each.name === name)
    ?.label ?? name;

/** Paths of the simulated API as an operator would name them. */
export const pathWords = {
  '/cgi-bin/gettoken': '取 token',
  '/cgi-bin/message/send': '发消息',
  '/cgi-bin/message/update_template_card': '更新卡片',
  '/cgi-bin/message/recall': '撤回消息',
  '/cgi-bin/media/upload': '上传文件',
  '/cgi-bin/media/get': '下载文件',
  '/cgi-bin/getcallbackip': '查回调地址段',
};

export const attackWords = {
  'bad-signature': '签名不对',
  unsigned: '没有签名',
  'foreign-receiveid': '别家企业的',
  'broken-padding': '填充坏了',
  'old-timestamp': '一小时前的',
  oversized: '大于 1 MiB',
  doctype: '信封里带 DOCTYPE',
  entity: '密文里带实体',
  truncated: '只有半截',
  'plain-xml': '没有加密',
};
