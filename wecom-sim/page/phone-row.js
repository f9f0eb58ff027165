import { byId, el } from './element.js';
import { createPhone } from './phone.js';
import { remembered } from './remembered.js';

/** The phones that are open, side by side; on a narrow page one at a time, chosen by tabs. */
export function createPhoneRow({ appName, onChange }) {
  const row = byId('phones');
  const phones = new Map();
  const idle = el(
    'div',
    { class: 'empty' },
    el('p', {}, '还没有打开手机。'),
    el('p', {}, '点“打开手机”选几个成员，再替他们说话、点卡片。'),
  );
  row.append(idle);
  const key = (userid) => userid.toLowerCase();

  function settle() {
    idle.hidden = phones.size > 0;
    remembered.write([...phones.values()].map(({ member }) => member));
    onChange();
  }

  async function open(member) {
    if (phones.has(key(member.userid))) return;
    const phone = createPhone(member, { appName: appName(), onClose: () => close(member.userid) });
    phones.set(key(member.userid), phone);
    row.append(phone.element);
    settle();
    await phone.load();
  }

  function close(userid) {
    phones.get(key(userid))?.element.remove();
    phones.delete(key(userid));
    settle();
  }

  return {
    open,
    all: () => [...phones.values()],
    isOpen: (userid) => phones.has(key(userid)),
    take(event) {
      const phone = phones.get(key(event.userid));
      if (event.type === 'received') phone?.received(event.item);
      else phone?.said(event.item);
      return phone !== undefined;
    },
    reload: () => Promise.all([...phones.values()].map((phone) => phone.load())),
  };
}
