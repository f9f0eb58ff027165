import type { Turn } from './turn.js';

const number = '(?:\\d{1,4}|[一二两三四五六七八九十]{1,3})';
/** 5号楼, 三单元, 2组: the part of a place that people correct or add afterwards. */
const building = new RegExp(`${number}\\s*(?:号楼|号院|栋|幢|号|单元|组)`);

/**
 * A place told in two parts, as people tell it: 锦河花苑 and then 3号楼, or the other way round; or corrected (是3号楼:
 * the compound said before still stands). Gives the place in one piece and the grids it names.
 */
export function joinPlace(
  turn: Pick<Turn, 'placesIn'>,
  known: string | null,
  said: string,
): { place: string; gridCodes: string[] } {
  const saidCodes = turn.placesIn(said);
  if (known === null || known === said || said.includes(known)) return { place: said, gridCodes: saidCodes };
  const knownCodes = turn.placesIn(known);
  if (saidCodes.length > 0) {
    // A compound for the building that was named before; another compound replaces what was said.
    const whole =
      knownCodes.length === 0 && building.test(known) && !building.test(said) ? `${said}${known}` : said;
    const codes = turn.placesIn(whole);
    return { place: whole, gridCodes: codes.length > 0 ? codes : saidCodes };
  }
  const place = replaceBuilding(known, said);
  const codes = turn.placesIn(place);
  return { place, gridCodes: codes.length > 0 ? codes : knownCodes };
}

function replaceBuilding(known: string, said: string): string {
  const before = building.exec(known);
  const now = building.exec(said);
  if (!before || !now || now.index > 0) return `${known}${said}`;
  const rest = said === now[0] ? known.slice(before.index + before[0].length) : said.slice(now[0].length);
  return `${known.slice(0, before.index)}${now[0]}${rest}`;
}
