import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { projectRoot } from '../../src/shared/paths.js';

/** One import or re-export statement of a file. */
export interface Import {
  /** Path of the importing file from the project's folder, such as `src/bot/turn.ts`. */
  from: string;
  /** Path of the imported file in the same form, or the name of a package as written. */
  to: string;
  /** Erased by the compiler: it makes no dependency at run time. */
  typeOnly: boolean;
}

/** What is written by a tool, not by us. */
const generated = 'src/store/generated';

/** Files below a folder whose names end in `ending`, as paths from the project's folder, sorted. */
export function listFiles(folder: string, ending: string): string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)))
    .filter((path) => !path.startsWith(`${generated}/`))
    .sort();
}

export function readProjectFile(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

/** The text without comments, so that a word in an explanation is not taken for code. */
export function codeOf(path: string): string {
  return readProjectFile(path)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1');
}

const statement =
  /^\s*(?:import|export)\s+(type\s)?\s*(\*(?:\s+as\s+\w+)?|\{[^}]*\}|\w+(?:\s*,\s*\{[^}]*\})?)\s+from\s+'([^']+)'/gm;
const bare = /^\s*import\s+'([^']+)'/gm;
const dynamic = /\bimport\(\s*'([^']+)'/g;

/** Every import of a file; `./x.js` is given as the `.ts` file it is compiled from. */
export function importsOf(path: string): Import[] {
  const code = codeOf(path);
  const found: Import[] = [];
  for (const [, type, names = '', to = ''] of code.matchAll(statement)) {
    found.push({ from: path, to: resolve(path, to), typeOnly: type !== undefined || namesTypesOnly(names) });
  }
  for (const [, to = ''] of code.matchAll(bare)) {
    found.push({ from: path, to: resolve(path, to), typeOnly: false });
  }
  for (const [, to = ''] of code.matchAll(dynamic)) {
    found.push({ from: path, to: resolve(path, to), typeOnly: false });
  }
  return found;
}

export function importsBelow(folder: string): Import[] {
  return listFiles(folder, '.ts').flatMap(importsOf);
}

/** `{ type A, type B }` says the same as `import type { A, B }`. */
function namesTypesOnly(names: string): boolean {
  if (!names.startsWith('{')) return false;
  const each = names
    .slice(1, -1)
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return each.every((name) => name.startsWith('type '));
}

function resolve(path: string, to: string): string {
  if (!to.startsWith('.')) return to;
  return normalize(join(dirname(path), to)).replace(/\.js$/, '.ts');
}

/** An import in the words of a failing test. */
export function show(each: Import): string {
  return `${each.from} imports ${each.to}${each.typeOnly ? ' (type)' : ''}`;
}
