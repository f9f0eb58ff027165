/** One element: text goes out as CDATA, numbers bare, nested lists as child elements, as WeCom writes them. */
export type XmlElement = readonly [name: string, value: string | number | readonly XmlElement[]];

export function writeXml(elements: readonly XmlElement[]): string {
  return `<xml>${elements.map(writeElement).join('')}</xml>`;
}

function writeElement([name, value]: XmlElement): string {
  if (typeof value === 'number') return `<${name}>${value}</${name}>`;
  if (typeof value === 'string') return `<${name}>${cdata(value)}</${name}>`;
  return `<${name}>${value.map(writeElement).join('')}</${name}>`;
}

/** "]]>" would end the section, so it is split over two of them. */
function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
