import { createHmac } from 'node:crypto';
import { type FieldKind, fields } from './fields.js';
import { maskError, maskReason } from './mask-error.js';
import { masked, maskText } from './mask-text.js';

export interface Mask {
  fields(given: Readonly<Record<string, unknown>>): Record<string, unknown>;
  message(text: string): string;
}

/** Codes and ids have no blanks and no Chinese; what does is no code, whoever called it one. */
const codeLike = /^[\w.:/@~<>=*+-]{0,120}$/;

/** Lists in a line (deliveries of a turn, migrations at a start) are short; a longer one is cut. */
const longestList = 20;

/**
 * The one place that decides what a log line may hold.
 *
 * @param secrets - values of settings that must never be printed, wherever they turn up
 * @param key - hashes ids of people, so that lines about one person can be found together without knowing who it is
 */
export function createMask(secrets: readonly string[], key: string): Mask {
  // A short value would tear ordinary words apart.
  const known = secrets.filter((secret) => secret.length >= 6);

  function value(kind: FieldKind, given: unknown): unknown {
    if (given === null || given === undefined) return null;
    if (Array.isArray(given)) return given.slice(0, longestList).map((each) => value(kind, each));
    switch (kind) {
      case 'number':
        return typeof given === 'number' && Math.abs(given) < 1e15 ? given : masked;
      case 'error':
        return maskError(given, known);
      case 'words':
        return given instanceof Error ? maskError(given, known).reason : maskReason(String(given), known);
      case 'person':
        return `~${createHmac('sha256', key).update(String(given).toLowerCase()).digest('hex').slice(0, 10)}`;
      case 'code':
        return typeof given === 'string' ? maskText(codeOf(given), known) : plain(given);
      case 'opaque':
        return typeof given === 'string' ? codeOf(given) : plain(given);
    }
  }

  function codeOf(given: string): string {
    return codeLike.test(given) && !known.some((secret) => given.includes(secret)) ? given : masked;
  }

  return {
    fields(given) {
      const written: Record<string, unknown> = {};
      for (const [name, each] of Object.entries(given)) {
        const kind = fields[name];
        if (kind === undefined) written.unknownFields = [...namesOf(written.unknownFields), nameOf(name)];
        else written[name] = value(kind, each);
      }
      return written;
    },
    message: (text) => maskText(text, known),
  };
}

function plain(given: unknown): unknown {
  return typeof given === 'boolean' || typeof given === 'number' ? given : masked;
}

function namesOf(list: unknown): unknown[] {
  return Array.isArray(list) ? list : [];
}

/** A field’s name may itself be somebody’s word, when an object was spread into the line. */
function nameOf(name: string): string {
  return /^[a-zA-Z]{1,30}$/.test(name) ? name : masked;
}
