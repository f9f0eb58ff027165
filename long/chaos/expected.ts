import type { Said, Speaker } from './script.js';

/** One answer that has to come: its text must hold `words`. */
export interface ExpectedAnswer {
  words: string;
  /** The case that this answer confirms, by the words it was filed under. */
  files?: string;
}

/** What follows from the messages of one conversation in the order in which they were taken in. */
export interface Expected {
  answers: ExpectedAnswer[];
  /** Words of the cases that have to exist, in the order of their filing. */
  cases: string[];
}

/** Written from what the product promises, not from its code: a second program that must come to the same end. */
export function expectAnswers(role: Speaker['role'], said: readonly Said[]): Expected {
  const answers: ExpectedAnswer[] = [];
  const cases: string[] = [];
  /** A resident's matter that is shown on a card and not yet agreed to. */
  let draft: string[] = [];

  const file = (summary: string, words: string) => {
    cases.push(summary);
    answers.push({ words, files: summary });
  };
  const addToDraft = (text: string) => {
    draft.push(text);
    answers.push({ words: draft.join('；') });
  };

  if (said.length > 0) answers.push({ words: '网格哨，帮你把事报给该办的单位' });
  for (const { kind, text } of said) {
    switch (kind) {
      case 'number':
        answers.push({ words: `没有查到编号 ${text}` });
        if (draft.length > 0) answers.push({ words: '刚才那件还没报上去' });
        break;
      case 'thanks':
        if (draft.length > 0) addToDraft(text);
        else answers.push({ words: '不客气' });
        break;
      case 'matter':
        if (role === 'resident') addToDraft(text);
        else file(text, '已登记，编号');
        break;
      case 'mended':
        file(text, '记下了，自办');
        break;
      case 'yes':
        if (draft.length === 0) answers.push({ words: '收到' });
        else file(draft.join('；'), '已登记，编号');
        draft = [];
        break;
    }
  }
  return { answers, cases };
}
