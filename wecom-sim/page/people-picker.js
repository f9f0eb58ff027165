import { api } from './api.js';
import { button, el } from './element.js';
import { trying } from './toast.js';

const mostShown = 60;

/** Asks for one or several members; a userid nobody has heard of yet can be typed. */
export function pickPeople(members, isOpen, onPicked) {
  const search = el('input', {
    type: 'search',
    placeholder: '搜姓名、账号，或直接输入一个新账号',
    'aria-label': '搜成员',
    data: { testid: 'people-search' },
  });
  const list = el('div', { class: 'people' });
  const more = el('p', { class: 'hint' });
  const chosen = new Map();
  const open = el('button', { type: 'submit', class: 'primary', data: { testid: 'people-open' } }, '打开');
  const dialog = el(
    'dialog',
    { class: 'dialog', 'aria-label': '打开手机' },
    el(
      'form',
      { method: 'dialog' },
      el('h2', {}, '打开谁的手机'),
      search,
      list,
      more,
      el(
        'div',
        { class: 'dialog-end' },
        button({ class: 'plain', on: { click: () => dialog.close() } }, '取消'),
        open,
      ),
    ),
  );

  function row(member) {
    const box = el('input', {
      type: 'checkbox',
      checked: chosen.has(member.userid),
      disabled: isOpen(member.userid),
    });
    box.addEventListener('change', () => {
      if (box.checked) chosen.set(member.userid, member);
      else chosen.delete(member.userid);
      tell();
    });
    const about = [member.userid, member.title, member.received > 0 ? `收到 ${member.received} 条` : null];
    return el(
      'label',
      { class: 'person' },
      box,
      el('span', {}, el('strong', {}, member.name), el('small', {}, about.filter(Boolean).join(' · '))),
    );
  }

  function tell() {
    open.textContent = chosen.size > 1 ? `打开 ${chosen.size} 部手机` : '打开';
    open.disabled = chosen.size === 0;
  }

  function show() {
    const wanted = search.value.trim();
    const fits = (member) =>
      [member.userid, member.name, member.title ?? ''].some((part) =>
        part.toLowerCase().includes(wanted.toLowerCase()),
      );
    const found = members.filter(fits).toSorted((a, b) => b.received - a.received);
    const isNew =
      /^[\w.@-]{1,64}$/.test(wanted) &&
      !members.some((each) => each.userid.toLowerCase() === wanted.toLowerCase());
    list.replaceChildren(
      ...(isNew ? [row({ userid: wanted, name: wanted, title: '新账号', received: 0 })] : []),
      ...found.slice(0, mostShown).map(row),
    );
    more.textContent = found.length > mostShown ? `还有 ${found.length - mostShown} 人，输入几个字找` : '';
    tell();
  }

  search.addEventListener('input', show);
  // Enter takes the only one left instead of sending an empty choice.
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (chosen.size === 0) list.querySelector('input:enabled')?.click();
    if (chosen.size > 0) open.click();
  });
  dialog.addEventListener('close', async () => {
    dialog.remove();
    for (const member of dialog.returnValue === '' ? [] : chosen.values()) {
      if (!members.some((each) => each.userid === member.userid))
        await trying(() => api.addMember(member.userid));
      onPicked(member);
    }
  });
  open.value = 'open';
  document.body.append(dialog);
  show();
  dialog.showModal();
  search.focus();
}
