import { el } from './element.js';
import { icon } from './icons.js';
import { pictureView, voiceView } from './received-view.js';
import { richText } from './rich-text.js';

const eventWords = {
  enter_agent: '打开了应用',
  subscribe: '进入应用可见范围',
  unsubscribe: '离开应用可见范围',
};

function placeView({ label, latitude, longitude }) {
  return el(
    'div',
    { class: 'bubble bubble--place' },
    icon('place'),
    el(
      'div',
      {},
      el('strong', {}, label || '位置'),
      el('small', {}, `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`),
    ),
  );
}

function body(what, buttonText) {
  if ('text' in what) return el('div', { class: 'bubble' }, richText(what.text));
  if ('image' in what) return pictureView(what.image);
  if ('voice' in what) return voiceView();
  if ('location' in what) return placeView(what.location);
  if ('event' in what) return el('p', { class: 'aside' }, eventWords[what.event] ?? what.event);
  return el('p', { class: 'aside' }, `点了“${buttonText(what.tap)}”`);
}

/** What became of it, only where it is not simply "accepted at once". */
function fate({ state, attempts }) {
  if (state === 'sending') return el('p', { class: 'fate' }, '正在送…');
  if (state === 'failed') return el('p', { class: 'fate fate--bad' }, `送了 ${attempts} 次，没有听到 200`);
  return attempts > 1 ? el('p', { class: 'fate fate--odd' }, `送了 ${attempts} 次`) : null;
}

/** One thing the member did. */
export function saidView(item, buttonText) {
  return el('div', { class: 'said' }, body(item.what, buttonText), fate(item));
}
