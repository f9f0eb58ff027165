import { sayReceipt } from './file-draft.js';
import type { Handler } from './turn.js';

/** After this many messages in a row that nobody understood, a person takes over (design: 两次不懂就转人). */
const patience = 2;

/** Why a picture or sound could not be taken in, in words. A type may have any name, `constructor` too: no object. */
const notTaken: ReadonlyMap<string, string> = new Map([
  ['media-too-large', 'error.media-too-large'],
  ['media-type', 'error.media-type'],
  ['media-lost', 'unknown.lost'],
]);

/** What no other handler took: asked once, then passed to a person, with its words kept whole. */
export const fallback: Handler = {
  name: 'fallback',
  async handle(turn) {
    if (turn.tap) {
      turn.say('card.over');
      return true;
    }
    if (turn.message.kind === 'unknown') {
      turn.say(notTaken.get(turn.message.wireType) ?? 'unknown.kind');
      return true;
    }
    const readable = /\p{L}/u.test(turn.text);
    const unread = [...turn.dialog.unreadTexts, ...(readable ? [turn.text] : [])];
    if (!readable || unread.length < patience) {
      turn.dialog = { ...turn.dialog, unreadTexts: unread };
      turn.say('fallback.ask');
      return true;
    }
    const filed = await turn.cases.file({
      kind: 'matter',
      categoryCode: null,
      gridCode: turn.person.registeredGridCode,
      urgency: '一般',
      anonymous: false,
      summary: unread.join('；'),
      place: null,
      latitude: null,
      longitude: null,
      onBehalfOf: null,
      mediaIds: turn.mediaIds,
      handledOnTheSpot: false,
      dangerId: null,
      queueReason: 'not-understood',
    });
    turn.dialog = { ...turn.dialog, unreadTexts: [] };
    turn.focus(filed.case.id);
    turn.say('fallback.passed-on');
    sayReceipt(turn, filed);
    return true;
  },
};
