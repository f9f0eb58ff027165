import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';

// Numbers stay strings: MsgId is a 64-bit number (path/90239, wecom.md 1.3).
const parser = new XMLParser({ parseTagValue: false, processEntities: false, ignoreAttributes: true });
const document = z.object({ xml: z.record(z.string(), z.unknown()) });

/** The elements below `<xml>`; undefined when the text is not such a document. */
export function readXml(text: string): Record<string, unknown> | undefined {
  if (XMLValidator.validate(text) !== true) return undefined;
  return document.safeParse(parser.parse(text)).data?.xml;
}
