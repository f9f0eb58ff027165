import type { Handler } from './turn.js';

const ordinals = ['一', '二', '三', '四', '五'];

/** The answer to 你说的是哪一件: the kept words are read again for that case. */
export const chooseCase: Handler = {
  name: 'choose-case',
  async handle(turn) {
    const { awaiting } = turn.dialog;
    if (awaiting?.kind !== 'choose-case') return false;
    const tapped =
      turn.tap?.purpose === 'choose-case' ? /^pick-(\d)$/.exec(turn.tap.buttonKey)?.[1] : undefined;
    const typed = /^第?([1-5一二三四五])件?$/.exec(turn.text)?.[1];
    const index =
      tapped !== undefined ? Number(tapped) : typed ? (ordinals.indexOf(typed) + 1 || Number(typed)) - 1 : -1;
    turn.dialog = { ...turn.dialog, awaiting: null };
    const caseId = awaiting.caseIds[index];
    if (!caseId) return false;
    await turn.settleTapped('choose.picked', { n: index + 1 });
    turn.focus(caseId);
    turn.reread(awaiting.text, caseId);
    // The handlers after this one now see the words as if the case had been named.
    return false;
  },
};
