import type { Turn } from './turn.js';

/** 我想反映个事: says that something comes, and nothing of it. */
const opener =
  /^(?:[我俺咱](?:们)?)?(?:要|想|来|得)?(?:跟你们?)?(?:反映|举报|投诉|上报|报|说|提)(?:一)?(?:个|下|件|点)?(?:事|事儿|事情|情况|问题|意见)?[。,，!！~呗吧啊]*$/;

export function isOpener(text: string): boolean {
  return opener.test(text);
}

/** Words that announce a report and do not yet say what it is: the next question is 什么事. */
export function beginsReport(turn: Turn): boolean {
  return isOpener(turn.text) || namesOnlyPlace(turn);
}

/** 锦河花苑2号楼 and nothing else. */
function namesOnlyPlace(turn: Turn): boolean {
  const { place, gridCodes, categories } = turn.understanding();
  if (place === null || gridCodes.length === 0 || categories.length > 0) return false;
  return turn.text.replace(place, '').replace(/[\s\p{P}]|我?[在是]|这[里儿边]?|的/gu, '') === '';
}
