import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { callbackError } from './callback-error.js';
import { listNames, readFlatXml } from './read-flat-xml.js';

const parser = new XMLParser({
  // MsgId is a 64-bit number and would lose digits (path/90239).
  parseTagValue: false,
  // Spaces at the ends of a person's words are theirs.
  trimValues: false,
  processEntities: false,
  ignoreAttributes: true,
  isArray: (tagName) => listNames.has(tagName),
});

const rootSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
const cdataOpen = '<![CDATA[';
const cdataClose = ']]>';

/** The elements below `<xml>`; every value is a string, or an object where elements are nested. */
export function readXml(text: string): Record<string, unknown> {
  return readFlatXml(text) ?? parseXml(text);
}

/** The same with the parser, for whatever shape it has. */
export function parseXml(text: string): Record<string, unknown> {
  refuseDeclarations(text);
  if (!text.startsWith('<')) throw callbackError('callback-xml', 'no XML');
  if (!/<\/xml>\s*$/i.test(text.slice(-64))) throw callbackError('callback-truncated', 'no closing </xml>');
  if (XMLValidator.validate(text) !== true) throw callbackError('callback-xml', 'the XML is not well formed');
  const parsed = rootSchema.safeParse(parse(text));
  const root = Object.entries(parsed.data ?? {}).find(([name]) => name.toLowerCase() === 'xml')?.[1];
  if (!root) throw callbackError('callback-xml', 'no <xml> with elements in it');
  return root;
}

function parse(text: string): unknown {
  try {
    return withoutProlog(parser.parse(text));
  } catch (cause) {
    // Names that would touch an object's prototype, and nesting without end, are refused by the parser.
    throw callbackError('callback-xml', `the XML is refused by the parser: ${String(cause)}`);
  }
}

/** `<?xml …?>` and the white space around the root are elements to the parser. */
function withoutProlog(parsed: unknown): unknown {
  if (typeof parsed !== 'object' || parsed === null) return parsed;
  return Object.fromEntries(
    Object.entries(parsed).filter(([name]) => !name.startsWith('?') && name !== '#text'),
  );
}

/**
 * Refuses `<!DOCTYPE`, `<!ENTITY` and every other declaration or comment, as a comment could hide one. What stands in
 * CDATA is a person's text, where they may write what they like.
 */
function refuseDeclarations(text: string): void {
  let at = text.indexOf('<!');
  while (at !== -1) {
    if (!text.startsWith(cdataOpen, at)) throw callbackError('callback-doctype', 'a declaration in the XML');
    const end = text.indexOf(cdataClose, at);
    if (end === -1) throw callbackError('callback-truncated', 'CDATA is not closed');
    at = text.indexOf('<!', end);
  }
}
