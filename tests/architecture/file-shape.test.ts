import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles, readProjectFile } from './source-files.js';

/** Beyond this a file has become a hub that everybody must change. */
const longest = 350;

const longer: Readonly<Record<string, string>> = {};

/** Names that say nothing about what is inside. */
const empty = /(^|-)(util|utils|helper|helpers|manager|common|misc|data|info)(-|\.|$)/;

const files = listFiles('src', '.ts');

function linesOf(path: string): number {
  return readProjectFile(path).split('\n').length - 1;
}

describe('Files of src', () => {
  it(`stay below ${longest} lines`, () => {
    expect(files.filter((path) => linesOf(path) > longest && !(path in longer))).toEqual([]);
  });

  it('have no exception that is not needed any more', () => {
    expect(Object.keys(longer).filter((path) => linesOf(path) <= longest)).toEqual([]);
  });

  it('are named in small letters with hyphens, after what they hold', () => {
    const odd = files.filter((path) => {
      const name = basename(path);
      return !/^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.ts$/.test(name) || empty.test(name);
    });
    expect(odd).toEqual([]);
  });
});
