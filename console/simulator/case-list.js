import { api } from './api.js';
import { firstLimit, leftWords, nextLimit } from './case-due.js';
import { byId, el } from './element.js';
import { productClock } from './product-clock.js';
import { timeSeenFrom } from './product-time.js';

/** Several steps of one turn come as several events; the list is asked for once. */
const gatherMs = 150;

const urgent = new Set(['特急', '紧急']);

function dueLine(found, now) {
  const due = firstLimit(found);
  if (!due) return el('span', { class: 'case-due' }, '');
  const late = due.at < now;
  return el(
    'span',
    { class: `case-due ${late ? 'is-late' : ''}` },
    `${due.what}${leftWords(due.at, now)}`,
    el('small', {}, ` ${timeSeenFrom(due.at, now)}`),
  );
}

/** All cases, newest first; a click shows the steps of one. */
export function createCaseList({ onChoose, onChange }) {
  const frame = byId('cases');
  const list = el('ol', { class: 'case-rows' });
  const count = el('span', { class: 'case-count' });
  frame.append(el('h2', { class: 'cases-head' }, '工单', count), list);
  let cases = [];
  let chosen = null;
  let timer = null;

  function row(found, now) {
    const marks = [
      urgent.has(found.urgency) ? el('span', { class: 'mark mark--urgent' }, found.urgency) : null,
      found.supervised ? el('span', { class: 'mark mark--supervised' }, '督办') : null,
    ];
    const button = el(
      'button',
      {
        type: 'button',
        class: `case-row state--${found.state}`,
        'aria-pressed': String(found.number === chosen),
        data: { testid: 'case-row', number: found.number, state: found.state },
      },
      el(
        'span',
        { class: 'case-top' },
        el('strong', { class: 'case-number' }, found.number),
        ...marks,
        el('span', { class: 'state' }, found.stateName),
      ),
      el('span', { class: 'case-what' }, found.title || found.categoryName || '类别未定'),
      el(
        'span',
        { class: 'case-who' },
        [found.gridName, found.unit, found.officer].filter(Boolean).join(' · ') || '还没派出去',
      ),
      dueLine(found, now),
    );
    button.addEventListener('click', () => choose(found.number === chosen ? null : found.number));
    return el('li', {}, button);
  }

  function draw() {
    const now = productClock.now();
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.number : null;
    count.textContent = cases.length > 0 ? ` ${cases.length}` : '';
    list.replaceChildren(
      ...(cases.length > 0
        ? cases.map((found) => row(found, now))
        : [
            el(
              'li',
              { class: 'cases-empty' },
              '还没有工单。居民报一件事，就会出现在这里，走到哪一步都看得见。',
            ),
          ]),
    );
    if (focused) list.querySelector(`[data-number="${CSS.escape(focused)}"]`)?.focus();
  }

  function choose(number) {
    chosen = number;
    draw();
    onChoose(cases.find((found) => found.number === number) ?? null);
  }

  async function refresh() {
    cases = (await api.cases()).sort((a, b) => Date.parse(b.reportedAt) - Date.parse(a.reportedAt));
    draw();
    onChange(cases);
    if (chosen) onChoose(cases.find((found) => found.number === chosen) ?? null);
  }

  draw();
  return {
    refresh,
    refreshSoon(onProblem) {
      clearTimeout(timer);
      timer = setTimeout(() => refresh().catch(onProblem), gatherMs);
    },
    redraw: draw,
    unchoose: () => choose(null),
    nextLimit: () => nextLimit(cases, productClock.now()),
    count: () => cases.length,
  };
}
