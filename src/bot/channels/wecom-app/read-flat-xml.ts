const rootOpen = '<xml>';
const rootClose = '</xml>';
const cdataOpen = '<![CDATA[';
const cdataClose = ']]>';
const plainName = /^[A-Za-z][A-Za-z0-9]*$/;
/** Line ends that a parser would rewrite, and entities, which would need reading. */
const needsParser = /[\r&]/;
const onlySpace = /^\s+$/;
/** One chosen option must look like several (path/90240): the parser makes lists of these. */
export const listNames: ReadonlySet<string> = new Set(['SelectedItem', 'OptionId']);

/**
 * Reads what nearly every delivery is: `<xml>` with elements that hold text or one CDATA, none inside another, none
 * twice. Takes a tenth of the parser's time. Null for anything else, which the parser then judges: this accepts nothing
 * that the parser would refuse, and reads what it accepts in the same way, but for the white space between elements.
 */
export function readFlatXml(text: string): Record<string, string> | null {
  if (!text.startsWith(rootOpen)) return null;
  const fields: Record<string, string> = {};
  let found = false;
  let at = skipSpace(text, rootOpen.length);
  while (!text.startsWith(rootClose, at)) {
    if (text[at] !== '<') return null;
    const nameEnd = text.indexOf('>', at);
    const name = text.slice(at + 1, nameEnd);
    // `in` also finds what every object has, such as "constructor".
    if (!plainName.test(name) || name in fields || listNames.has(name)) return null;
    const value = readValue(text, nameEnd + 1);
    if (!value || !text.startsWith(`</${name}>`, value.end)) return null;
    fields[name] = value.text;
    found = true;
    at = skipSpace(text, value.end + name.length + 3);
  }
  return found && skipSpace(text, at + rootClose.length) === text.length ? fields : null;
}

function readValue(text: string, from: number): { text: string; end: number } | null {
  const isCdata = text.startsWith(cdataOpen, from);
  const begin = isCdata ? from + cdataOpen.length : from;
  const end = text.indexOf(isCdata ? cdataClose : '<', begin);
  if (end === -1) return null;
  const value = text.slice(begin, end);
  if (isCdata) return value.includes('\r') ? null : { text: value, end: end + cdataClose.length };
  return needsParser.test(value) || onlySpace.test(value) ? null : { text: value, end };
}

/** Only the white space of XML, without the carriage return. */
function skipSpace(text: string, from: number): number {
  let at = from;
  for (let c = text.charCodeAt(at); c === 0x20 || c === 0x0a || c === 0x09; c = text.charCodeAt(at)) at += 1;
  return at;
}
