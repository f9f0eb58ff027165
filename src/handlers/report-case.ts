import { askNext } from './ask-next.js';
import { beginsReport } from './begins-report.js';
import { collect, newDraft } from './draft.js';
import { sayReceipt } from './file-draft.js';
import type { Handler, Turn } from './turn.js';

/** Whoever asks whether his name gets out is answered before he is asked anything. */
const fearsName =
  /(?:知道|看到|漏|泄露?|透露|暴露|传出去).{0,6}(?:我|名字|是谁)|(?:我|名字).{0,6}(?:漏出去|泄露|传出去|暴露)|报复/;

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
    const begins = beginsReport(turn);
    if (!bare && !begins && !isMatter(turn)) return false;

    const draft = newDraft(turn, 'matter');
    const told = begins
      ? { ...collect(turn, draft), texts: [], categoryCode: null, categoryCodes: [] }
      : collect(turn, draft);
    if (turn.understanding().abusive) turn.say('talk.sorry');
    if (draft.anonymous || fearsName.test(turn.text)) turn.say('report.private');
    if (/上访|信访/.test(turn.text)) turn.say('talk.petition');
    askNext(turn, { ...told, mediaIds: [...turn.dialog.looseMediaIds, ...told.mediaIds] });
    turn.dialog = { ...turn.dialog, looseMediaIds: [] };
    return true;
  },
};

function isMatter(turn: Turn): boolean {
  const { intent, categories, danger, abusive, caseNumbers } = turn.understanding();
  switch (intent.value) {
    case 'report':
    case 'complaint_about_staff':
      return true;
    case 'emergency':
      return danger === null;
    case 'supplement':
    case 'press':
    case 'query_progress':
    case 'feedback':
      // Nothing of his is open that it could be about (the handlers before would have taken it).
      return categories.length > 0 && caseNumbers.length === 0;
    default:
      // Whoever swears at us about a street light has a street light to report.
      return abusive && categories.length > 0;
  }
}

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
