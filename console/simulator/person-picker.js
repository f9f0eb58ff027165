import { avatarOf } from './avatar.js';
import { directory } from './directory.js';
import { el } from './element.js';
import { groupNames, groupWord, postOf } from './roles.js';

/** Longer lists are not read but searched. */
const longestList = 60;

/** Asks who is to be played: by name, role, grid or unit; or a resident nobody knows yet. */
export function pickPerson(title, onPick) {
  let group = null;
  const text = el('input', {
    type: 'search',
    class: 'field',
    placeholder: '姓名、网格、单位，比如 锦河花苑',
    'aria-label': '找人',
  });
  const list = el('ul', { class: 'people' });
  const count = el('p', { class: 'people-count', role: 'status' });
  const problem = el('p', { class: 'failure', role: 'alert', hidden: true });
  const fresh = el('button', { type: 'button', class: 'primary' }, '来一位新居民');
  const leave = el('button', { type: 'button', class: 'tool-text' }, '取消');
  const groups = [null, ...groupNames].map((name) => {
    const choice = el(
      'button',
      { type: 'button', class: 'chip', 'aria-pressed': String(name === null) },
      name ? groupWord(name) : '全部',
    );
    choice.addEventListener('click', () => {
      group = name;
      for (const other of groups) other.setAttribute('aria-pressed', String(other === choice));
      fill();
    });
    return choice;
  });
  const dialog = el(
    'dialog',
    { class: 'picker', 'aria-label': title },
    el('header', { class: 'dialog-head' }, el('h2', {}, title), leave),
    text,
    el('div', { class: 'chips', role: 'group', 'aria-label': '只看' }, ...groups),
    list,
    count,
    problem,
    el('footer', { class: 'dialog-foot' }, el('span', {}, '没有人认识的新面孔，从第一句话开始：'), fresh),
  );

  function choose(person) {
    dialog.close();
    onPick(person);
  }

  function fill() {
    const found = directory.search(text.value, group);
    list.replaceChildren(
      ...found.slice(0, longestList).map((person) =>
        el(
          'li',
          {},
          el(
            'button',
            {
              type: 'button',
              class: 'person',
              data: { person: person.id },
              on: { click: () => choose(person) },
            },
            avatarOf(person),
            el(
              'span',
              { class: 'person-words' },
              el('strong', {}, person.name),
              el('span', {}, postOf(person)),
            ),
          ),
        ),
      ),
    );
    if (found.length === 0) count.textContent = '没有找到，换个字试试。';
    else if (found.length > longestList)
      count.textContent = `共${found.length}人，先列${longestList}人，再写一个字会少一些。`;
    else count.textContent = `${found.length}人`;
  }

  fresh.addEventListener('click', async () => {
    try {
      choose(await directory.newResident());
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
  });
  text.addEventListener('input', fill);
  leave.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  fill();
  directory.reload().then(fill, (error) => {
    problem.textContent = error.message;
    problem.hidden = false;
  });
}
