import { z } from 'zod';

type Issue = z.core.$ZodIssue;

const kindsOfValue: Record<string, string> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表（每项前加“- ”）',
  object: '一组“名称: 值”',
  record: '一组“名称: 值”',
  undefined: '没有写',
  null: '空着',
};

/** Wording of the library for what is not worded below; a message written in a schema goes before it. */
export const chineseMessages = z.locales.zhCN().localeError;

/** Says in Chinese what a schema found and what the operator does about it. */
export function describeIssue(issue: Issue): { wrong: string; remedy: string } {
  switch (issue.code) {
    case 'unrecognized_keys':
      return {
        wrong: `不认识的项目：${issue.keys.join('、')}`,
        remedy: '多半是拼写错了；不需要就删掉',
      };
    case 'invalid_type':
      return describeType(issue);
    case 'invalid_value':
      return { wrong: '不是允许的值', remedy: `改成其中之一：${issue.values.map(String).join('、')}` };
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string'
        ? { wrong: '内容太少', remedy: `至少要有${String(issue.minimum)}个` }
        : {
            wrong: '数值太小',
            remedy: `改成${issue.inclusive ? '不小于' : '大于'}${String(issue.minimum)}的数`,
          };
    case 'too_big':
      return issue.origin === 'array' || issue.origin === 'string'
        ? { wrong: '内容太多', remedy: `最多${String(issue.maximum)}个` }
        : {
            wrong: '数值太大',
            remedy: `改成${issue.inclusive ? '不大于' : '小于'}${String(issue.maximum)}的数`,
          };
    case 'invalid_union':
      return { wrong: '不是允许的写法', remedy: '照自带的同名文件里的写法改' };
    case 'invalid_key':
      return { wrong: '这个名称的写法不对', remedy: '照自带的同名文件里的写法改' };
    default:
      return { wrong: issue.message, remedy: '照自带的同名文件里的写法改' };
  }
}

function describeType(issue: Extract<Issue, { code: 'invalid_type' }>): { wrong: string; remedy: string } {
  const expected = kindsOfValue[issue.expected] ?? issue.expected;
  const given = issue.input;
  if (given === undefined) return { wrong: '缺少这一项', remedy: `补上，内容是${expected}` };
  if (issue.expected === 'string' && typeof given === 'number') {
    // A grid code without quotes is a number to YAML, which would lose leading zeros.
    return { wrong: '写成了数字，这里要文字', remedy: '两边加上引号' };
  }
  return { wrong: `应当是${expected}`, remedy: '照自带的同名文件里的写法改' };
}
