import { askNext, collect, newDraft, sayReceipt } from './draft.js';
import type { Handler, Turn } from './turn.js';

/** Free words, a picture, a voice message or a place from anybody: the beginning of a report. */
export const reportCase: Handler = {
  name: 'report-case',
  async handle(turn) {
    if (turn.tap || turn.dialog.draft) return false;
    if (turn.message.kind === 'voice' && turn.text === '') {
      await queueVoice(turn);
      return true;
    }
    const bare = turn.text === '' && (turn.mediaIds.length > 0 || turn.message.kind === 'location');
    const understanding = turn.understanding();
    const matter =
      understanding.intent.value === 'report' ||
      understanding.intent.value === 'complaint_about_staff' ||
      (understanding.intent.value === 'supplement' && understanding.categories.length > 0) ||
      (understanding.intent.value === 'emergency' && understanding.danger === null);
    if (!bare && !matter) return false;
    const draft = collect(turn, newDraft(turn, 'matter'));
    askNext(turn, { ...draft, mediaIds: [...turn.dialog.looseMediaIds, ...draft.mediaIds] });
    turn.dialog = { ...turn.dialog, looseMediaIds: [], misunderstood: 0 };
    return true;
  },
};

/** A voice message without a transcript is listened to by a person; nobody types again what he has just said. */
async function queueVoice(turn: Turn): Promise<void> {
  const filed = await turn.cases.file({
    kind: 'matter',
    categoryCode: null,
    gridCode: turn.person.registeredGridCode,
    urgency: '一般',
    anonymous: false,
    summary: '（语音，请听）',
    place: null,
    latitude: null,
    longitude: null,
    onBehalfOf: null,
    mediaIds: turn.mediaIds,
    handledOnTheSpot: false,
    dangerId: null,
    queueReason: 'not-understood',
  });
  turn.focus(filed.case.id);
  turn.say('voice.queued');
  sayReceipt(turn, filed);
}
