import type { DepartmentEntry } from '../config/people-schema.js';
import type { ReturnReason } from '../domain/cases/case.js';
import type { CommandType } from '../domain/cases/command.js';

/** What an officer's words ask for. */
export type OfficerWord =
  | 'acknowledge'
  | 'return'
  | 'transfer'
  | 'extend'
  | 'resolve'
  | 'ask'
  | 'contact'
  | 'progress';

const commands: Record<OfficerWord, CommandType> = {
  acknowledge: 'acknowledge',
  return: 'return',
  transfer: 'transfer',
  extend: 'request-extension',
  resolve: 'resolve',
  ask: 'ask',
  contact: 'contact',
  progress: 'report-progress',
};

export function commandOf(word: OfficerWord): CommandType {
  return commands[word];
}

/** Only at the beginning: in the middle of a sentence these words say something else. */
const opening: [OfficerWord, RegExp][] = [
  ['ask', /^(?:问一下|问一问|请问居民|问(?:居民|反映人|报事人)?)[,，:：\s]*/],
  ['acknowledge', /^(?:签收|接单|收到任务|我来办|认领)/],
  ['progress', /^(?:办理)?(?:进展|督办回复|回复督办|回复|反馈)(?:是|如下)?[,，:：\s]*/],
];

/** Anywhere, though a sentence that begins with one of them means that one. */
const verbs: [OfficerWord, RegExp][] = [
  [
    'contact',
    /(?:已经?)(?:电话|打电话|当面)?(?:联系|沟通)(?:上|过)?了?(?:居民|反映人|当事人|报事人)?|(?:联系|沟通)(?:上|过)了?(?:居民|反映人|当事人|报事人)?|打过电话了?/,
  ],
  ['extend', /(?:申请)?延期|缓几天|宽限/],
  ['transfer', /转办|转给|转到|移交给?|转交给?/],
  ['return', /退回|退单|打回|不归我们|不属于?我|不是我们/],
  [
    'resolve',
    /办结|办好了|办完了|处理好了|处理完毕|处置完毕|已处理|已解决|修好了|换好了|清理完|清理好了|同意结案|完成了|整改完/,
  ],
];

/** 还没修好, 不用转办, 不能办结: said of what is not to be done, or not done yet. */
const denied = /(?:没有?|未|不用|不要|不能|不必|不想|别|无法|不)(?:再|先|急着)?$/;
const question =
  /吗|[?？么呢]\s*[。!！]?$|[了过好]没(?:有)?(?:[，,。?？]|$)|有没有|是不是|怎么样|怎样了|咋样|多久|什么时候/;

/** Verbs that only say what is to be done with the case, not what happened. */
const ordering = /^(?:办结|退回|退单|打回|转办|转给|转到|移交|转交|申请延期|延期)/;
/** 请, 帮我, 这件: so few characters beside a verb say nothing more. */
const fillers = 2;

/** Said out of politeness: no answer to anything. */
export const courtesy = /^(?:收到|好的?|行|知道了?|明白了?|谢谢|辛苦了?|嗯|ok|你|您|了|啊|哈|[^\p{L}\d])+$/iu;

/** The first verb found, or null when the words ask for nothing of the kind; `rest` is what stands beside it. */
export function readOfficerWord(
  text: string,
  numbers: readonly string[],
): { word: OfficerWord; rest: string } | null {
  const bare = withoutNumbers(text, numbers);
  for (const [word, pattern] of opening) {
    const match = pattern.exec(bare);
    if (match) return { word, rest: trimmed(bare.slice(match[0].length)) };
  }
  const found = verbs.flatMap(([word, pattern]) => {
    const match = pattern.exec(bare);
    return match && !denied.test(bare.slice(0, match.index)) ? [{ word, match }] : [];
  });
  const orders = (f: (typeof found)[number]) => f.word === 'contact' || ordering.test(f.match[0]);
  const first =
    found.find((f) => f.match.index === 0 && orders(f)) ??
    found.find((f) => f.word !== 'contact' && orders(f)) ??
    found.find((f) => f.match.index === 0) ??
    found[0];
  // “修好了吗” asks; only a verb in front of the question is an order (退回，不是说好了归镇里吗).
  if (!first || (first.match.index > 0 && question.test(bare))) return null;
  const { word, match } = first;
  const ordered = orders(first);
  if (match.index === 0 && question.test(bare) && trimmed(bare.slice(match[0].length)).length <= 2)
    return null;
  const beside = trimmed(`${bare.slice(0, match.index)} ${bare.slice(match.index + match[0].length)}`);
  if ([...beside].length <= fillers) return { word, rest: ordered ? '' : bare };
  // “灯已经换好了，亮了”: a verb that tells what was done belongs to the result.
  return { word, rest: match.index === 0 && ordered ? beside : bare };
}

/** Whether the words ask something instead of telling. */
export function asksSomething(text: string): boolean {
  return question.test(text);
}

/** The words without the case numbers that were found in them. */
export function withoutNumbers(text: string, numbers: readonly string[]): string {
  const strip = (words: string, number: string) =>
    words.replace(
      new RegExp(`(?:编号|工单号?|单号)?\\s*${number.slice(0, -1)}\\s*[-—–－_]?\\s*${number.slice(-1)}`),
      ' ',
    );
  return trimmed(numbers.reduce(strip, text));
}

function trimmed(text: string): string {
  return text.replace(/^[\s,，。:：;；、]+|[\s,，;；、]+$/g, '').replace(/\s+/g, ' ');
}

/** Why a case is sent back, from the officer's own words. */
export function readReturnReason(text: string): ReturnReason {
  if (/不归|不属|不是我们|职责|该.*(管|办)|物业/.test(text)) return 'not-ours';
  if (/地点|地址|不在|位置|辖区/.test(text)) return 'wrong-place';
  if (/已经?(办|处理|修|解决)|重复/.test(text)) return 'already-done';
  if (/不清|不明|看不|说不/.test(text)) return 'unclear';
  return 'other';
}

/** The unit whose name or alias stands in the text; the longest wins. */
export function findUnit(departments: readonly DepartmentEntry[], text: string): DepartmentEntry | null {
  let best: { unit: DepartmentEntry; length: number } | null = null;
  for (const unit of departments) {
    for (const name of [unit.name, ...unit.aliases]) {
      if (text.includes(name) && name.length > (best?.length ?? 0)) best = { unit, length: name.length };
    }
  }
  return best?.unit ?? null;
}
