import { createReadStream } from 'node:fs';

const lineBreak = 0x0a;

/**
 * The lines of a file in batches. Split at line breaks alone: U+2028, which people's words may hold, breaks no line
 * here. `torn` is what stands after the last line break: nobody was told that it is kept.
 */
export async function* readLines(
  path: string,
  batch: number,
): AsyncGenerator<{ lines: string[]; torn: boolean }> {
  let rest = Buffer.alloc(0);
  let lines: string[] = [];
  for await (const chunk of createReadStream(path)) {
    let bytes = Buffer.concat([rest, chunk as Buffer]);
    for (let end = bytes.indexOf(lineBreak); end !== -1; end = bytes.indexOf(lineBreak)) {
      if (end > 0) lines.push(bytes.toString('utf8', 0, end));
      bytes = bytes.subarray(end + 1);
      if (lines.length === batch) {
        yield { lines, torn: false };
        lines = [];
      }
    }
    rest = bytes;
  }
  if (lines.length > 0 || rest.length > 0) yield { lines, torn: rest.length > 0 };
}

export async function countLines(path: string): Promise<number> {
  let count = 0;
  for await (const { lines } of readLines(path, 1000)) count += lines.length;
  return count;
}
