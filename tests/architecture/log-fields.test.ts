import { describe, expect, it } from 'vitest';
import { fields } from '../../src/log/fields.js';
import { codeOf, listFiles } from './source-files.js';

interface Call {
  path: string;
  /** What stands in the round brackets. */
  given: string;
}

/** Reads on from an opening bracket to the one that closes it; brackets inside of texts count for nothing. */
function insideOf(code: string, from: number): string {
  let depth = 0;
  let quote = '';
  for (let at = from; at < code.length; at++) {
    const each = code[at] ?? '';
    if (quote !== '') {
      if (each === '\\') at++;
      else if (each === quote) quote = '';
    } else if (each === "'" || each === '"' || each === '`') quote = each;
    else if ('([{'.includes(each)) depth++;
    else if (')]}'.includes(each) && --depth === 0) return code.slice(from + 1, at);
  }
  throw new Error('a bracket is not closed');
}

/** Parts of a list at its own level. */
function partsOf(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let part = '';
  for (const each of list) {
    if (quote !== '') {
      if (each === quote) quote = '';
    } else if (each === "'" || each === '"' || each === '`') quote = each;
    else if ('([{'.includes(each)) depth++;
    else if (')]}'.includes(each)) depth--;
    if (each === ',' && depth === 0 && quote === '') {
      parts.push(part.trim());
      part = '';
    } else part += each;
  }
  return [...parts, part.trim()].filter((each) => each !== '');
}

const calls: Call[] = listFiles('src', '.ts')
  .filter((path) => !path.startsWith('src/log/'))
  .flatMap((path) => {
    const code = codeOf(path);
    return [...code.matchAll(/\b(?:log|sink)\??\.(?:debug|info|warn|error|fatal|trace)\(/g)].map((found) => ({
      path,
      given: insideOf(code, (found.index ?? 0) + found[0].length - 1),
    }));
  });

/** Counts that a part hands over as an object, each with the names it may hold. */
const spreads: Readonly<Record<string, readonly string[]>> = {
  'src/close-app.ts ...left': ['unhandled', 'unsent', 'due'],
  'src/bot/delivery/attempt.ts ...fields': ['code', 'delivery', 'channel', 'attempts'],
  'src/bot/delivery/attempt.ts ...reason': ['reason'],
};

function namesIn(call: Call): string[] {
  const [first = ''] = partsOf(call.given);
  if (!first.startsWith('{')) return [`${call.path}: ${first} is no list of fields`];
  return partsOf(first.slice(1, -1)).flatMap((part) => {
    if (part.startsWith('...')) return spreads[`${call.path} ${part}`] ?? [`${call.path} ${part}`];
    return [/^[\w$]+/.exec(part)?.[0] ?? part];
  });
}

/** Sentences that are not written where they are logged: made for the operator by our own errors, and masked again. */
const handedOn = ['error.message'];

describe('The log', () => {
  it('finds the calls it judges', () => {
    expect(calls.length).toBeGreaterThan(25);
  });

  it('is given only fields that have been declared, so that somebody has thought about what may stand in them', () => {
    const unknown = calls.flatMap((call) =>
      namesIn(call)
        .filter((name) => !(name in fields))
        .map((name) => `${call.path}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('says sentences that are written in the code, never one that somebody else wrote', () => {
    const odd = calls.filter((call) => {
      const second = partsOf(call.given)[1] ?? '';
      return !/^['`]/.test(second) && !handedOn.includes(second);
    });
    expect(odd.map((call) => `${call.path}: ${partsOf(call.given)[1]}`)).toEqual([]);
  });

  it('puts into its sentences only folders, urls without a secret, and counts', () => {
    const filled = calls.flatMap((call) =>
      [...(partsOf(call.given)[1] ?? '').matchAll(/\$\{([^}]+)\}/g)].map(([, value = '']) => value),
    );
    const allowed = /^(?:folder\.path|folder\.refused|path|maxAttempts|\w+Ms)$/;
    expect(filled.filter((value) => !allowed.test(value))).toEqual([]);
  });

  it('is the only thing that writes: nothing of src prints to the console', () => {
    const printing = listFiles('src', '.ts').filter((path) => /\bconsole\.\w+\(/.test(codeOf(path)));
    expect(printing).toEqual([]);
  });
});
