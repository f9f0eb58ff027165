import type { DepartmentEntry } from '../config/people-schema.js';
import type { ReturnReason } from '../domain/cases/case.js';

/** What an officer's words ask for; `rest` is what he wrote beside the verb. */
export type OfficerWord = 'acknowledge' | 'return' | 'transfer' | 'extend' | 'resolve' | 'ask' | 'contact';

const verbs: [OfficerWord, RegExp][] = [
  // Asking comes first: “问一下退回了没有” is a question to the reporter, not a return.
  ['ask', /^(?:问一下|问一问|请问居民|问居民|问)[,，:：\s]*/],
  ['contact', /(?:已|已经)?(?:电话|打电话|当面)?(?:联系上?了?|沟通过?了?)(?:居民|反映人|当事人|报事人)?[,，:：\s]*|打过电话了?[,，:：\s]*/],
  ['extend', /(?:申请)?延期|缓几天|宽限/],
  ['transfer', /转办|转给|转到|移交给?|转交给?/],
  ['return', /退回|退单|打回|不归我们|不属于?我|不是我们/],
  ['acknowledge', /^(?:签收|接单|收到任务|我来办|认领)/],
  ['resolve', /办结|办好了|办完了|处理好了|处理完毕|处置完毕|已处理|已解决|修好了|换好了|清理完|清理好了|同意结案|完成了|整改完/],
];

/** The first verb found, or null when the words ask for nothing of the kind. */
export function readOfficerWord(text: string): { word: OfficerWord; rest: string } | null {
  const bare = text.replace(/\d{2,10}[-－]?\d/g, ' ').trim();
  for (const [word, pattern] of verbs) {
    const match = pattern.exec(bare);
    if (!match) continue;
    // Reporting by phone is only then “已联系” when it is said to have happened.
    if (word === 'contact' && !/已|过|了|上/.test(match[0])) continue;
    const rest = bare
      .replace(pattern, ' ')
      .replace(/^[\s,，。:：;；、]+|[\s,，;；、]+$/g, '')
      .replace(/\s+/g, ' ');
    return { word, rest };
  }
  return null;
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
