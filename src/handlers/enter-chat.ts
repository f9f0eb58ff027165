import type { Handler } from './turn.js';

/** The person opened the chat and said nothing yet. */
export const enterChat: Handler = {
  name: 'enter-chat',
  async handle(turn) {
    if (turn.message.kind !== 'enter') return false;
    // Opening the chat again is no question; only a new person is greeted (by the turn itself).
    if (!turn.person.greeted) turn.say('help.hint');
    return true;
  },
};
