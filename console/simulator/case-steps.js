import { api } from './api.js';
import { byId, el } from './element.js';
import { fullTime } from './product-time.js';

/** The steps of one case as a line of time. */
export function createCaseSteps({ onClose }) {
  const frame = byId('steps');
  let shown = null;

  function draw(found, events, problem) {
    const leave = el('button', { type: 'button', class: 'tool-text' }, '关闭');
    leave.addEventListener('click', onClose);
    const facts = [
      ['现在', found.stateName],
      ['事情', found.title],
      ['类别', found.categoryName],
      ['网格', found.gridName],
      ['单位', found.unit],
      ['办件人', found.officer],
      ['督办', found.supervised ? '区中心已督办' : null],
    ].filter(([, value]) => value);
    frame.replaceChildren(
      el('header', { class: 'steps-head' }, el('h2', {}, `工单 ${found.number}`), leave),
      el(
        'dl',
        { class: 'steps-facts' },
        ...facts.flatMap(([label, value]) => [el('dt', {}, label), el('dd', {}, value)]),
      ),
      problem
        ? el('p', { class: 'failure', role: 'alert' }, problem)
        : el(
            'ol',
            { class: 'timeline', data: { testid: 'timeline' } },
            ...events.map((event) =>
              el(
                'li',
                {
                  class: event.actorRole === '系统' ? 'event event--system' : 'event',
                  data: { type: event.type },
                },
                el('time', { datetime: event.at }, fullTime(event.at)),
                el('strong', {}, event.typeName),
                el('span', {}, event.actorRole),
              ),
            ),
          ),
    );
  }

  return {
    /** Shows the steps of `found`, or nothing for null. */
    async show(found) {
      shown = found?.number ?? null;
      frame.hidden = found === null;
      if (found === null) return;
      try {
        const events = await api.events(found.number);
        if (shown === found.number) draw(found, events, null);
      } catch (error) {
        if (shown === found.number) draw(found, [], error.message);
      }
    },
  };
}
