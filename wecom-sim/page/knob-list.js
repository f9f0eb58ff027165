import { numberField, rangeField, switchField, textField } from './knob-fields.js';

/** How long things take. */
export function paceFields(turn) {
  return [
    rangeField({ knob: 'latencyMs', label: '接口慢多久才答' }, turn),
    numberField({ knob: 'hangMs', label: '不答的请求多久断开', unit: '毫秒' }, turn),
    numberField({ knob: 'holdMs', label: '迟到的最多压多久', unit: '毫秒' }, turn),
    numberField({ knob: 'retryDelayMs', label: '隔多久重送', unit: '毫秒' }, turn),
    numberField({ knob: 'callbackTimeoutMs', label: '等产品答复多久', unit: '毫秒', min: 1 }, turn),
    numberField({ knob: 'verifyBudgetMs', label: '验证地址等多久', unit: '毫秒', min: 1 }, turn),
    numberField({ knob: 'expiresInSeconds', label: '新 token 管多久', unit: '秒', min: 1 }, turn),
    numberField({ knob: 'duplicateDeliveries', label: '每条都多送几遍', unit: '遍' }, turn),
  ];
}

/** What the simulator does where the documentation leaves room. */
export function ruleFields(turn) {
  return [
    switchField(
      {
        knob: 'strictOrder',
        label: '同一个人的消息一条送完再送下一条',
        hint: '打开后，迟到的只会被别人的消息超过',
      },
      turn,
    ),
    switchField({ knob: 'reencryptRetries', label: '重送时重新加密', hint: '关掉就原样重送' }, turn),
    switchField(
      {
        knob: 'repeatsComparedBy',
        label: '查重按字节比',
        hint: '关掉则不管 JSON 里键的先后',
        on: 'bytes',
        off: 'content',
      },
      turn,
    ),
    switchField({ knob: 'repeatCarriesMsgid', label: '压下的重复也给 msgid' }, turn),
    switchField({ knob: 'repeatCarriesResponseCode', label: '压下的重复也给 response_code' }, turn),
  ];
}

/** Where the product is, and who exists. */
export function endFields(turn) {
  return [
    textField(
      {
        knob: 'callbackUrl',
        label: '产品的回调地址',
        placeholder: 'http://127.0.0.1:8080/callbacks/wecom-app',
      },
      turn,
    ),
    textField(
      {
        knob: 'members',
        label: '只有这些账号存在',
        placeholder: '不填就是谁都在',
        read: (text) => (text === '' ? null : text.split(/[\s,，、|]+/)),
        write: (list) => (list ?? []).join(' '),
      },
      turn,
    ),
  ];
}
