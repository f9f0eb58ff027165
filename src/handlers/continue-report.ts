import type { Draft } from '../domain/conversations/dialog.js';
import { answerPlace } from './answer-place.js';
import { askNext } from './ask-next.js';
import { isOpener } from './begins-report.js';
import { correctDraft } from './correct-draft.js';
import { collect } from './draft.js';
import { fileDraft } from './file-draft.js';
import type { Handler, Turn } from './turn.js';

const yes =
  /^(可以|好的?|行|对|对的|是|是的|嗯+|没错|没问题|ok|OK|报吧|报上去|上报|提交|发吧|中|管|成|就这样|都行|随便|确认)[了吧啊呀的。!！~～]*$/;
const no = /^(不报了?|算了|取消|不用了?|不要了|不弄了|别报了?)[吧啊。!！]*$/;
const change = /^(改一下|修改|要改|改改|改|不对|不是)[。!！]*$/;
const here = /^(?:就?是|在)?(?:这里|这儿|我?家里?|我们?小区|我们?村)[的了吧。!！]*$/;
const elsewhere = /^(?:不是|不在|没在)(?:这里|这儿)?[的了吧。!！]*$/;

/** The dialogue of a report that is not filed yet: what, where, which, is it right. */
export const continueReport: Handler = {
  name: 'continue-report',
  async handle(turn) {
    const { draft, awaiting } = turn.dialog;
    if (turn.tap?.purpose === 'draft') {
      if (!draft) {
        turn.say('draft.none');
        await turn.settleTapped('draft.settled');
        return true;
      }
      return tapped(turn, draft, turn.tap.buttonKey);
    }
    if (!draft || turn.tap || turn.message.kind === 'enter' || turn.message.kind === 'unknown') return false;
    if (no.test(turn.text)) return drop(turn);

    switch (awaiting?.kind) {
      case 'draft-confirm':
      case 'draft-change': {
        if (yes.test(turn.text)) {
          await fileDraft(turn, draft);
          return true;
        }
        if (/^匿名/.test(turn.text)) {
          askNext(turn, { ...draft, anonymous: true });
          return true;
        }
        if (change.test(turn.text)) {
          turn.dialog = { ...turn.dialog, awaiting: { kind: 'draft-change' } };
          turn.say('draft.change-what');
          return true;
        }
        if (turn.text !== '' && !/[\p{L}\p{N}]/u.test(turn.text)) {
          turn.say('draft.confirm-again');
          return true;
        }
        askNext(turn, correctDraft(turn, draft));
        return true;
      }
      case 'draft-place':
      case 'draft-grid': {
        const home = draft.gridCodes.length === 0 ? turn.person.registeredGridCode : null;
        if (awaiting.kind === 'draft-grid' && home && (yes.test(turn.text) || here.test(turn.text))) {
          askNext(turn, inGrid(turn, draft, home));
          return true;
        }
        if (awaiting.kind === 'draft-grid' && home && elsewhere.test(turn.text)) {
          turn.dialog = { ...turn.dialog, awaiting: { kind: 'draft-place' } };
          turn.say('draft.place');
          return true;
        }
        const answered = answerPlace(turn, draft);
        if (answered) askNext(turn, answered);
        else turn.say('draft.place-again');
        return true;
      }
      default:
        // 我想反映个事, said once more, is not yet the matter.
        askNext(turn, isOpener(turn.text) ? draft : collect(turn, draft));
        return true;
    }
  },
};

async function tapped(turn: Turn, draft: Draft, key: string): Promise<boolean> {
  const grid = /^grid-(\d{15})$/.exec(key)?.[1];
  if (grid) {
    await turn.settleTapped('draft.settled-grid', { grid: turn.grids.find(grid)?.name ?? grid });
    askNext(turn, inGrid(turn, draft, grid));
    return true;
  }
  switch (key) {
    case 'grid-unsure':
      await turn.settleTapped('draft.settled-unsure');
      askNext(turn, { ...draft, gridCodes: [], gridGivenUp: true });
      return true;
    case 'yes':
      await turn.settleTapped('draft.settled-yes');
      await fileDraft(turn, draft);
      return true;
    case 'anonymous':
      await turn.settleTapped('draft.settled-anonymous');
      await fileDraft(turn, { ...draft, anonymous: true });
      return true;
    case 'change':
      await turn.settleTapped('draft.settled-change');
      turn.dialog = { ...turn.dialog, awaiting: { kind: 'draft-change' } };
      turn.say('draft.change-what');
      return true;
    case 'no':
      await turn.settleTapped('draft.settled-no');
      return drop(turn);
    default:
      return false;
  }
}

function inGrid(turn: Turn, draft: Draft, gridCode: string): Draft {
  return { ...draft, gridCodes: [gridCode], place: draft.place ?? turn.grids.find(gridCode)?.name ?? null };
}

function drop(turn: Turn): boolean {
  turn.dialog = { ...turn.dialog, draft: null, awaiting: null, looseMediaIds: [] };
  turn.say('draft.dropped');
  return true;
}
