import { api } from './api.js';
import { attackSection } from './attack-section.js';
import { button, el } from './element.js';
import { callFaults, deliveryFaults, faultLabel } from './fault-words.js';
import { endFields, paceFields, ruleFields } from './knob-list.js';
import { pathChoice } from './path-choice.js';
import { rateRow } from './rate-row.js';
import { seedSection } from './seed-section.js';
import { toast, trying } from './toast.js';
import { turn } from './turning.js';

function section(title, hint, ...content) {
  return el(
    'section',
    { class: 'group' },
    el('h3', {}, title),
    hint ? el('p', { class: 'hint' }, hint) : null,
    ...content,
  );
}

async function orderNext(order, fault) {
  if (await trying(() => api.order(order))) toast(`下一次会：${faultLabel(fault.name)}`);
}

/** Every knob of the simulator, and the word that ends all faults. */
export function createFaultPanel() {
  const callRows = (faults) =>
    faults.map((fault) =>
      rateRow(fault, {
        nextHint: '下一次发消息时出这个错，只一次',
        onRate: (_fault, rate) => turn({ faultRates: { [fault.name]: rate } }),
        onNext: () => orderNext({ calls: [fault.name], path: '/cgi-bin/message/send' }, fault),
      }),
    );
  const callGroups = callFaults.map((group) => ({ ...group, rows: callRows(group.faults) }));
  const deliveryRows = deliveryFaults.map((fault) =>
    rateRow(fault, {
      nextHint: '下一条送给产品的消息出这个错，只一次',
      onRate: (_fault, rate) => turn({ callbackFaultRates: { [fault.name]: rate } }),
      onNext: () => orderNext({ deliveries: [fault.name] }, fault),
    }),
  );
  const paths = pathChoice(turn);
  const seed = seedSection(turn);
  const pace = paceFields(turn);
  const rules = ruleFields(turn);
  const ends = endFields(turn);
  const verify = button(
    {
      class: 'plain',
      on: {
        async click() {
          const result = await trying(api.verify);
          if (result)
            toast(result.ok ? '验证通过' : `没有通过：${result.reason}`, result.ok ? 'good' : 'bad');
        },
      },
    },
    '验证回调地址',
  );
  const endTokens = button(
    {
      class: 'plain',
      on: { click: async () => (await trying(api.endTokens)) && toast('现有的 token 全部作废') },
    },
    '作废全部 token',
  );
  const waiting = el('p', { class: 'hint' });
  const calm = button(
    { class: 'calm', data: { testid: 'calm' }, on: { click: () => trying(api.calm) } },
    '全部恢复正常',
  );

  const parts = [...pace, ...rules, ...ends, paths, seed];
  return {
    element: el(
      'div',
      { class: 'faults', data: { testid: 'fault-panel' } },
      el('div', { class: 'panel-lead' }, calm, waiting),
      ...callGroups.map(({ title, hint, rows }) =>
        section(`接口：${title}`, hint, ...rows.map((row) => row.element)),
      ),
      section(
        '回调：送给产品的消息',
        '没有听到 200 就重送，共四次',
        ...deliveryRows.map((row) => row.element),
      ),
      section('碰运气的范围', null, seed.element, paths.element),
      section('快慢', null, ...pace.map((part) => part.element)),
      section('规矩', null, ...rules.map((part) => part.element)),
      section(
        '产品和成员',
        null,
        ...ends.map((part) => part.element),
        el('div', { class: 'buttons' }, verify, endTokens),
      ),
      attackSection(),
    ),
    show({ knobs, ordered }) {
      for (const row of callGroups.flatMap(({ rows }) => rows)) row.show(knobs.faultRates[row.name]);
      for (const row of deliveryRows) row.show(knobs.callbackFaultRates[row.name]);
      for (const part of parts) part.show(knobs);
      const left = ordered.calls + ordered.deliveries;
      waiting.textContent = left > 0 ? `点好的还有 ${left} 次没发生` : '没有点好的错';
    },
  };
}

/** How many faults are on by chance or by order. */
export function countActive({ knobs, ordered }) {
  const rates = [...Object.values(knobs.faultRates), ...Object.values(knobs.callbackFaultRates)];
  const others = [
    knobs.latencyMs.to > 0,
    knobs.duplicateDeliveries > 0,
    ordered.calls + ordered.deliveries > 0,
  ];
  return [...rates.map((rate) => rate > 0), ...others].filter(Boolean).length;
}
