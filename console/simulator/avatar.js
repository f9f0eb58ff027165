import { el } from './element.js';
import { initialOf } from './roles.js';

export function avatarOf(person) {
  return el('span', { class: `avatar avatar--${person.group}`, 'aria-hidden': 'true' }, initialOf(person));
}

export function botAvatar() {
  return el('img', { class: 'avatar', src: '/about/mark.svg', alt: '' });
}
