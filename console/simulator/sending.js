import { api } from './api.js';
import { el } from './element.js';

/** Enough of a long text to know it again while it is on its way. */
const shownCharacters = 200;

/**
 * Sends what a person says and shows it (`words`) until the product has it. A failed message stays with its
 * reason and can be sent again under the same key, so nothing is said twice.
 */
export function createSending(person, log, catchUp) {
  async function attempt(message, words, key, item) {
    const state = el('span', {}, '正在发送…');
    item.classList.remove('is-failed');
    item.replaceChildren(el('span', { class: 'pending-words' }, words.slice(0, shownCharacters)), state);
    // An answer may arrive by the stream before the message itself is asked for.
    const after = log.last();
    try {
      await api.say(person.id, message, key);
      await catchUp(after);
      item.remove();
      return true;
    } catch (error) {
      const again = el('button', { type: 'button', class: 'again' }, '再发一次');
      again.addEventListener('click', () => attempt(message, words, key, item));
      item.classList.add('is-failed');
      state.replaceWith(el('span', { class: 'failure', role: 'alert' }, error.message), again);
      log.toEnd();
      return false;
    }
  }

  return {
    send(message, words) {
      const item = el('li', { class: 'pending' });
      log.addPending(item);
      return attempt(message, words, crypto.randomUUID(), item);
    },
  };
}
