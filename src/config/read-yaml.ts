import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { chineseMessages, describeIssue } from './describe-issue.js';
import type { ConfigReport } from './report.js';

const fileFaults: Record<string, [wrong: string, remedy: string]> = {
  ENOENT: ['找不到这个文件', '从项目自带的 config 文件夹里复制一份再改，或检查 CONFIG_DIR 是否指对了文件夹'],
  EACCES: ['没有读这个文件的权限', '让运行本程序的用户能读它'],
  EISDIR: ['这是文件夹，不是文件', '换成同名的文件'],
};

/** The text of a config file; undefined (and reported) if it cannot be read. */
export function readConfigText(path: string, shownAs: string, report: ConfigReport): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const [wrong, remedy] = fileFaults[code] ?? [`读不了这个文件（${code}）`, '检查磁盘和权限'];
    report.refuse(shownAs, [], wrong, remedy);
    return undefined;
  }
}

/** Parses YAML by a schema; every mistake goes to the report with its place in the file. */
export function parseConfigYaml<S extends z.ZodType>(
  text: string,
  schema: S,
  shownAs: string,
  report: ConfigReport,
): z.infer<S> | undefined {
  const document = parseDocument(text, { prettyErrors: true });
  for (const { code, linePos, message } of document.errors) {
    const where = linePos ? `第${linePos[0].line}行第${linePos[0].col}列` : '位置不明';
    const first =
      code === 'DUPLICATE_KEY' ? '同一个名称写了两次' : `YAML 写法有误（${message.split('\n')[0]}）`;
    report.refuse(shownAs, [], `${where}${first}`, '检查这一行和上一行的缩进、冒号、引号和括号');
  }
  if (document.errors.length > 0) return undefined;

  const parsed = schema.safeParse(document.toJS(), { reportInput: true, error: chineseMessages });
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const { wrong, remedy } = describeIssue(issue);
    report.refuse(shownAs, issue.path, wrong, remedy);
  }
  return undefined;
}
