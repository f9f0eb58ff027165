import { directory } from './directory.js';
import { el } from './element.js';
import { productClock } from './product-clock.js';
import { fullTime } from './product-time.js';
import { roleOf } from './roles.js';
import { toast } from './toast.js';

/** After the clock was moved: who got how many messages; a name leads to that person's pane. */
export async function movedSummary(counts, panes) {
  const title = `现在是 ${fullTime(productClock.now())}`;
  if (counts.length === 0) return toast(title, el('p', {}, '这段时间没有新消息。'));
  const people = await Promise.all(counts.map(([id]) => directory.findOrReload(id).catch(() => null)));
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const rows = counts.map(([id, count], index) => {
    const person = people[index];
    const name = person ? `${person.name}（${roleOf(person)}）` : id;
    const go = el('button', { type: 'button', class: 'toast-person' }, name);
    go.addEventListener('click', () => person && panes.add(person));
    return el('li', {}, go, el('span', { class: 'count' }, `${count}条`));
  });
  toast(title, el('p', {}, `这段时间共有${total}条新消息：`), el('ul', { class: 'toast-list' }, ...rows));
}
