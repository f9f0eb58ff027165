import { api } from './api.js';
import { createCallsPanel } from './calls-panel.js';
import { createClockLine } from './clock-line.js';
import { button, byId, el } from './element.js';
import { countActive, createFaultPanel } from './fault-panel.js';
import { icon } from './icons.js';
import { createPanel } from './panel.js';
import { pickPeople } from './people-picker.js';
import { createPhoneRow } from './phone-row.js';
import { remembered } from './remembered.js';
import { listen } from './stream.js';
import { createTabs } from './tabs.js';
import { trying } from './toast.js';
import { turnMark } from './turning.js';

/** Several changes in a row are asked for once. */
const settleMs = 150;
/** Totals change with every call; they are asked for while the calls are looked at. */
const totalsMs = 2000;

let state;
const clock = createClockLine();
const faults = createFaultPanel();
const calls = createCallsPanel();
const activeCount = el('span', { class: 'count', hidden: true, data: { testid: 'active-faults' } });
const panel = createPanel({
  faults: { title: '捣乱', part: faults },
  calls: { title: '接口调用', part: calls },
});
const tabs = createTabs(panel.open);
const phones = createPhoneRow({
  appName: () => `自建应用 ${state.corp.agentId}`,
  onChange: () => tabs.set(phones.all()),
});

async function refresh() {
  const before = turnMark();
  const fresh = await trying(api.state);
  if (!fresh) return;
  if (state && turnMark() !== before) return refreshSoon();
  state = fresh;
  clock.show(state);
  faults.show(state);
  calls.show(state);
  const active = countActive(state);
  activeCount.textContent = String(active);
  activeCount.hidden = active === 0;
}

let soon;
function refreshSoon() {
  clearTimeout(soon);
  soon = setTimeout(refresh, settleMs);
}

let first = true;
async function resume() {
  byId('lost').hidden = true;
  await refresh();
  const recent = await trying(api.calls);
  if (recent) calls.start(recent.calls);
  if (first && state) for (const member of remembered.read()) void phones.open(member);
  else await phones.reload();
  first = false;
}

function take(event) {
  if (event.type === 'world') return refreshSoon();
  if (event.type === 'call') {
    calls.add(event.call);
    // An ordered fault was used up by it.
    if (state?.ordered.calls > 0) refreshSoon();
    return;
  }
  if (phones.take(event) && event.type === 'received') tabs.mark(event.userid);
  if (event.type === 'said' && state?.ordered.deliveries > 0) refreshSoon();
}

async function choosePeople() {
  if (!state) await refresh();
  if (!state) return;
  pickPeople(state.members, phones.isOpen, async (member) => {
    await phones.open(member);
    tabs.show(member.userid);
  });
}

function toggle(name, iconName, label, more) {
  const node = button(
    { class: 'action', data: { testid: `open-${name}` }, on: { click: () => panel.toggle(name) } },
    icon(iconName),
    el('span', {}, label),
    more,
  );
  panel.onChange((shown) => node.setAttribute('aria-pressed', String(shown === name)));
  return node;
}

byId('clock').append(...clock.elements);
byId('top-actions').append(
  button(
    {
      class: 'action action--main',
      data: { testid: 'add-phone' },
      on: { click: choosePeople },
    },
    icon('add'),
    el('span', {}, '打开手机'),
  ),
  toggle('faults', 'faults', '捣乱', activeCount),
  toggle('calls', 'calls', '接口'),
);
tabs.set([]);
panel.onChange((shown) => shown && refresh());
setInterval(() => panel.shown() === 'calls' && refresh(), totalsMs);
listen({
  onOpen: resume,
  onEvent: take,
  onLost() {
    const line = byId('lost');
    line.textContent = '替身没有回应，正在重连…（它可能已经停了：npm run wecom-sim）';
    line.hidden = false;
  },
});
