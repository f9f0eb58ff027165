import type { Draft } from '../domain/conversations/dialog.js';
import { collect } from './draft.js';
import { joinPlace } from './join-place.js';
import type { Turn } from './turn.js';

const correction =
  /^(?:不对|不是|错了|更正|改成|改为|应该是|说错了|打错了|写错了|哦?不)[,，。!！\s]*(?:是|改成|应该是|在)?/;
const buildingOnly = /^[\d一二三四五六七八九十]+\s*(?:号楼|号院|栋|幢|号|单元|组)/;

/**
 * 不对，是3号楼: the place is replaced when the words name one, also inside what was told before; other words are
 * added to the matter.
 */
export function correctDraft(turn: Turn, draft: Draft): Draft {
  if (turn.message.kind === 'location' || turn.text === '') return collect(turn, draft);
  const said = correction.test(turn.text);
  const words = turn.text
    .replace(correction, '')
    .replace(/[。.!！]+$/, '')
    .trim();
  const found = turn.understanding();
  const building = buildingOnly.test(words) && [...words].length <= 12;
  if (!building && !(said && (found.place !== null || found.gridCodes.length > 0)))
    return collect(turn, draft);

  const { place, gridCodes } = joinPlace(turn, draft.place, building ? words : (found.place ?? words));
  const before = draft.place;
  turn.say('draft.corrected', { place });
  return {
    ...draft,
    place,
    texts: before === null ? draft.texts : draft.texts.map((t) => t.replaceAll(before, place)),
    gridCodes: gridCodes.length > 0 ? gridCodes : draft.gridCodes,
    gridGivenUp: gridCodes.length === 0 && draft.gridCodes.length === 0,
  };
}
