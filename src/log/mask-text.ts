/** What stands where something was. */
export const masked = '***';

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** Digits as keyboards write them: half width and full width. */
const d = '[0-9\\uff10-\\uff19]';
const gap = '[ \\u3000\\-－–.]?';

/** Order matters: the longer number goes first, or its tail would be taken for a shorter one. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // Bank cards have 16 to 19 digits, identity numbers 18 or, old ones, 15; written in groups or not.
  [new RegExp(`${d}(?:${gap}${d}){13,18}[xX]?`, 'g'), masked],
  // Mobile numbers, also with +86 and in groups; landlines with area code.
  [new RegExp(`(?:\\+?86${gap})?[1１]${gap}[3-9３-９](?:${gap}${d}){9}`, 'g'), masked],
  [new RegExp(`[0０]${d}{2,3}${gap}${d}{7,8}`, 'g'), masked],
  // Any other long number: a passport, a meter, a number plate’s frame; ids of ours are UUIDs.
  [new RegExp(`${d}{9,}`, 'g'), masked],
  // A place to a few metres.
  [/\b\d{1,3}\.\d{4,}\b/g, masked],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, masked],
  // Number plates.
  [/[\u4e00-\u9fa5][A-Z][·\s]?[A-Z0-9]{5,6}\b/g, masked],
  // Secrets in addresses: WeCom puts them there (path/91039, path/90930).
  [
    /\b(access_?token|corpsecret|secret|msg_signature|signature|echostr|encrypt|token|passw(?:or)?d|pwd)(["']?\s*[=:]\s*["']?)[^\s&"',;)}\]]+/gi,
    `$1$2${masked}`,
  ],
  [/([?&](?:nonce|code|key|sig|ticket)=)[^\s&"']+/gi, `$1${masked}`],
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${masked}`],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^/\s@]*@/gi, `$1${masked}@`],
];

/** Numbers, addresses and secrets out of a text; ids of ours stay. */
export function maskText(text: string, secrets: readonly string[] = []): string {
  let rest = text;
  for (const secret of secrets) rest = rest.replaceAll(secret, masked);
  const ids = rest.match(uuid) ?? [];
  return rest
    .split(uuid)
    .map((part, index) => maskPart(part) + (ids[index] ?? ''))
    .join('');
}

function maskPart(part: string): string {
  return patterns.reduce((text, [pattern, instead]) => text.replace(pattern, instead), part);
}

/** Names of indexes and constraints are ours, and the one thing worth reading in such a refusal. */
const constraint = /^[a-z][a-z0-9_]*_(?:key|pkey|fkey|idx|check|seq)$/;
/** A quotation that was cut off has no end: the last branch takes all that is left. */
const quoted = /"([^"]*)"|`([^`]*)`|'([^']*)'|“([^”]*)”|‘([^’]*)’|《([^》]*)》|["`“‘《].*$/g;
const beyondAscii = /[^\p{ASCII}]+/gu;

/**
 * A text that somebody else wrote, such as a driver’s error: what it quotes may be a row, an address, somebody’s words.
 * Quotations go, and so does all that is not plain English, since only what people wrote is Chinese there. Errors that
 * show the arguments of a call do it between their first and their last line.
 */
export function maskForeignText(text: string, secrets: readonly string[] = []): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [first = '', last = ''] = [lines[0], lines.length > 1 ? lines.at(-1) : ''];
  const frame = last === '' ? first : `${first} … ${last}`;
  const bare = frame.replace(quoted, (whole, ...groups: (string | undefined)[]) => {
    const inside = groups.slice(0, 6).find((group) => typeof group === 'string') ?? '';
    return constraint.test(inside) ? whole : '"…"';
  });
  return maskText(bare, secrets).replace(beyondAscii, '…');
}
