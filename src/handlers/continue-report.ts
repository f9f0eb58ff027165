import type { Draft } from '../domain/conversations/dialog.js';
import { askNext, collect, fileDraft, isUnsure } from './draft.js';
import type { Handler, Turn } from './turn.js';

const yes = /^(可以|好的?|行|对|对的|是|是的|嗯+|没错|没问题|ok|OK|报吧|报上去|中|管|就这样|确认)[了吧啊呀的。!！~～]*$/;
const no = /^(不报了?|算了|取消|不用了?|不要了|不弄了|别报了?)[吧啊。!！]*$/;
const change = /^(改一下|修改|要改|改改|不对)[。!！]*$/;
const correction = /^(不对|不是|错了|更正|改成|应该是|说错了)[,，。\s]*(?:是|改成|应该是)?/;

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
        askNext(turn, correct(turn, draft));
        return true;
      }
      case 'draft-place':
      case 'draft-grid': {
        if (isUnsure(turn.text)) {
          askNext(turn, { ...draft, gridGivenUp: true });
          return true;
        }
        const found = turn.understanding();
        if (turn.message.kind === 'location' || turn.text === '') {
          askNext(turn, collect(turn, draft));
          return true;
        }
        askNext(turn, {
          ...draft,
          place: found.place ?? turn.text.slice(0, 60),
          gridCodes: found.gridCodes.length > 0 ? found.gridCodes : draft.gridCodes.length > 1 ? draft.gridCodes : [],
          // Asked once is enough: an answer without a grid goes to a person who knows the town.
          gridGivenUp: found.gridCodes.length === 0,
        });
        return true;
      }
      default:
        askNext(turn, withCategory(turn, collect(turn, draft)));
        return true;
    }
  },
};

async function tapped(turn: Turn, draft: Draft, key: string): Promise<boolean> {
  const grid = /^grid-(\d{15})$/.exec(key)?.[1];
  if (grid) {
    await turn.settleTapped('draft.settled-grid', { grid: turn.grids.find(grid)?.name ?? grid });
    askNext(turn, { ...draft, gridCodes: [grid], place: draft.place ?? turn.grids.find(grid)?.name ?? null });
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

function drop(turn: Turn): boolean {
  turn.dialog = { ...turn.dialog, draft: null, awaiting: null, looseMediaIds: [] };
  turn.say('draft.dropped');
  return true;
}

/** 不对，是3号楼: the place is replaced when the words name one; other words are added to the matter. */
function correct(turn: Turn, draft: Draft): Draft {
  if (turn.message.kind === 'location' || turn.text === '') return collect(turn, draft);
  const words = turn.text.replace(correction, '').trim();
  const found = turn.understanding();
  const building = /^[\d一二三四五六七八九十]+\s*(?:号楼|栋|幢|号|单元|组)/.exec(words)?.[0];
  if (building && found.gridCodes.length === 0 && draft.place) {
    // Only the building changes: the compound said before still stands.
    const kept = draft.place.replace(/[\d一二三四五六七八九十]+\s*(?:号楼|栋|幢|号|单元|组).*$/, '');
    const place = `${kept}${words}`;
    const codes = turn.placesIn(place);
    const texts = draft.texts.map((t) => (draft.place ? t.replaceAll(draft.place, place) : t));
    return { ...draft, place, texts, gridCodes: codes.length > 0 ? codes : draft.gridCodes };
  }
  if (correction.test(turn.text) && (found.place || found.gridCodes.length > 0)) {
    const texts = draft.place && found.place ? draft.texts.map((t) => t.replaceAll(draft.place ?? '', found.place ?? '')) : draft.texts;
    return {
      ...draft,
      texts,
      place: found.place ?? draft.place,
      gridCodes: found.gridCodes.length > 0 ? found.gridCodes : draft.gridCodes,
      gridGivenUp: false,
    };
  }
  return withCategory(turn, collect(turn, draft));
}

/** The first words after a picture decide what the matter is. */
function withCategory(turn: Turn, draft: Draft): Draft {
  if (draft.categoryCode || turn.text === '') return draft;
  const found = turn.understanding();
  return {
    ...draft,
    categoryCode: found.categoryCode,
    categoryCodes: found.categories.slice(0, 4).map((g) => g.value),
    urgency: found.urgency.value === '紧急' ? '紧急' : draft.urgency,
  };
}
