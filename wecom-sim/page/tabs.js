import { button, byId } from './element.js';

/** On a narrow page: which phone or panel is seen. On a wide one the tabs are hidden and everything shows. */
export function createTabs(onPanel) {
  const nav = byId('tabs');
  const stage = byId('stage');
  const unread = new Set();
  let shown = '';
  let phones = [];

  function draw() {
    const tab = (id, label, click) =>
      button(
        {
          class: `tab${unread.has(id) ? ' has-unread' : ''}`,
          'aria-pressed': String(shown === id),
          on: { click },
        },
        label,
      );
    nav.replaceChildren(
      ...phones.map(({ member }) => tab(member.userid, member.name, () => show(member.userid))),
      tab('faults', '捣乱', () => showPanel('faults')),
      tab('calls', '接口', () => showPanel('calls')),
    );
    for (const { element, member } of phones) element.classList.toggle('is-shown', member.userid === shown);
    stage.classList.toggle('shows-panel', shown === 'faults' || shown === 'calls');
  }

  function show(id) {
    shown = id;
    unread.delete(id);
    draw();
    phones.find(({ member }) => member.userid === id)?.showEnd();
  }

  function showPanel(name) {
    show(name);
    onPanel(name);
  }

  return {
    set(list) {
      phones = list;
      const still = [...list.map(({ member }) => member.userid), 'faults', 'calls'];
      if (!still.includes(shown)) shown = still[0];
      draw();
    },
    show,
    mark(userid) {
      const id = phones.find(({ member }) => member.userid.toLowerCase() === userid.toLowerCase())?.member
        .userid;
      if (!id || id === shown) return;
      unread.add(id);
      draw();
    },
  };
}
