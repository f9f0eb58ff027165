import { el } from './element.js';
import { faultLabel, pathWords } from './fault-words.js';
import { secondOf } from './times.js';

const mostShown = 100;
const errcodeWords = {
  '-1': '系统繁忙',
  40014: 'token 无效',
  42001: 'token 过期',
  45009: '太频繁',
  40058: '参数不对',
  81013: '收件人都不在',
  60020: 'IP 不可信',
};

function chip(text, kind) {
  return el('span', { class: `chip chip--${kind}` }, text);
}

function outcome(call) {
  if (call.status !== undefined) return chip(`HTTP ${call.status}`, 'bad');
  if (call.errcode === undefined) return chip('没办', 'bad');
  return chip(
    `${call.errcode} ${call.errcode === 0 ? '' : (errcodeWords[call.errcode] ?? '')}`.trim(),
    call.errcode === 0 ? 'good' : 'bad',
  );
}

function row(call) {
  return el(
    'li',
    { class: 'call', title: `${call.method} ${call.path}`, data: { testid: 'call' } },
    el(
      'span',
      { class: 'call-head' },
      el('b', {}, pathWords[call.path] ?? call.path),
      call.kind ? el('small', {}, call.kind) : null,
      outcome(call),
    ),
    el(
      'span',
      { class: 'call-more' },
      el('time', {}, secondOf(Date.parse(call.at))),
      call.to ? `给 ${call.to}` : '',
    ),
    call.fault || call.repeated || call.dropped
      ? el(
          'span',
          { class: 'call-odd' },
          call.fault ? chip(faultLabel(call.fault), 'odd') : null,
          call.repeated ? chip('重复，没有再送', 'odd') : null,
          call.dropped ? chip(`超量，${call.dropped.length} 人没收到`, 'odd') : null,
        )
      : null,
  );
}

function figure(label, value, bad = false) {
  return el(
    'div',
    { class: bad && value > 0 ? 'is-bad' : '' },
    el('dt', {}, label),
    el('dd', {}, value.toLocaleString('zh-CN')),
  );
}

/** The latest API calls with what became of them, and the totals. */
export function createCallsPanel() {
  const list = el('ol', { class: 'calls', data: { testid: 'calls' } });
  const totals = el('dl', { class: 'totals' });
  const onlyOdd = el('input', { type: 'checkbox' });
  onlyOdd.addEventListener('change', () => list.classList.toggle('only-odd', onlyOdd.checked));
  return {
    element: el(
      'div',
      { class: 'calls-panel', data: { testid: 'calls-panel' } },
      totals,
      el('div', { class: 'calls-tools' }, el('label', {}, onlyOdd, '只看不顺的')),
      list,
    ),
    start(calls) {
      list.replaceChildren();
      for (const call of calls) this.add(call);
    },
    add(call) {
      const node = row(call);
      if (call.errcode === 0 && !call.fault && !call.repeated && !call.dropped)
        node.classList.add('is-plain');
      list.prepend(node);
      while (list.children.length > mostShown) list.lastElementChild.remove();
    },
    show({ summary: { calls, deliveries, messages } }) {
      totals.replaceChildren(
        figure('接口调用', calls.total),
        figure('送达手机', messages.arrived),
        figure('压下的重复', messages.suppressed),
        figure('超量丢弃', messages.dropped, true),
        figure('成员发言', deliveries.total),
        figure('没被接受', deliveries.total - deliveries.accepted, true),
      );
    },
  };
}
