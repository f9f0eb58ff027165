import { api } from './api.js';
import { trying } from './toast.js';

let marks = 0;

/**
 * Counts beginnings and ends of turns. A state that was asked for while the count changed may be older than what the
 * hand just did, and showing it would turn the knob back under the hand.
 */
export const turnMark = () => marks;

export async function turn(knobs) {
  marks += 1;
  const answer = await trying(() => api.turn(knobs));
  marks += 1;
  return answer;
}
