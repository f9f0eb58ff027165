import type { Draft } from '../domain/conversations/dialog.js';
import { collect, isUnsure } from './draft.js';
import { joinPlace } from './join-place.js';
import type { Turn } from './turn.js';

/** Agreement, laughter, punctuation: an answer that names no place. */
const nothing =
  /^(?:嗯+|啊|哦|噢|额|呃|好的?|行|可以|是的?|对|有|在|哈+|ok|[^\p{L}\p{N}]*)[吧啊呀呢的。!！?？~]*$/iu;

/** After so many pieces of the story without a place a person who knows the town finds it. */
const piecesWithoutPlace = 3;

/** What the answer to 在哪儿 or 是哪一个 makes of the draft; null when it answers nothing and is asked again. */
export function answerPlace(turn: Turn, draft: Draft): Draft | null {
  if (isUnsure(turn.text)) return { ...draft, gridGivenUp: true };
  if (turn.message.kind === 'location' || turn.text === '') return collect(turn, draft);
  if (nothing.test(turn.text)) return null;

  const found = turn.understanding();
  // A number, thanks or a greeting names no place either.
  const talk =
    (found.intent.value === 'chitchat' && found.intent.because.length > 0) ||
    /^(?:谢谢|感谢|多谢|辛苦|麻烦)/.test(turn.text);
  if (found.place === null && (talk || /^[\d\s.。]{1,3}$/.test(turn.text))) return null;
  const chosen = draft.gridCodes.length > 1 ? choose(turn, draft.gridCodes) : null;
  if (chosen) return { ...draft, gridCodes: [chosen] };
  if (found.place === null && found.categories.length > 0) {
    // He goes on telling what it is: that belongs to the matter, and the place is still missing.
    const told = collect(turn, draft);
    return { ...told, gridGivenUp: told.texts.length >= piecesWithoutPlace };
  }
  const words = turn.text.replace(/^(?:就?在|是)(?=.)/, '').slice(0, 60);
  const joined = joinPlace(turn, draft.place, found.place ?? words);
  return {
    ...(found.categories.length > 0 ? collect(turn, draft) : draft),
    place: joined.place.slice(0, 60),
    gridCodes: joined.gridCodes.length > 0 ? joined.gridCodes : draft.gridCodes,
    // Asked once is enough: an answer without a grid goes to a person who knows the town.
    gridGivenUp: joined.gridCodes.length === 0 || sameGrids(joined.gridCodes, draft.gridCodes),
  };
}

/** 第一个, 一网格, 东边那个: one of the grids just offered. 二单元 counts entrances and not grids. */
function choose(turn: Turn, codes: readonly string[]): string | null {
  const ordinal = /^第?([一二三四五1-5])(?:个|处)$/.exec(turn.text)?.[1];
  if (ordinal) return codes[(Number(ordinal) || '一二三四五'.indexOf(ordinal) + 1) - 1] ?? null;
  if ([...turn.text].length > 8 || /[号栋幢楼组]|单元/.test(turn.text)) return null;
  const names = codes.map((code) => turn.grids.find(code)?.name ?? '');
  const named = codes.filter((_code, i) =>
    [...(names[i] ?? '')].some(
      (c) => turn.text.includes(c) && names.every((n, j) => j === i || !n.includes(c)),
    ),
  );
  return named.length === 1 ? (named[0] ?? null) : null;
}

function sameGrids(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 1 && a.length === b.length && a.every((code) => b.includes(code));
}
