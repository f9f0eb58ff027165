import { isEnded } from '../domain/cases/case.js';
import { caseValues } from './case-words.js';
import { pickCase } from './pick-case.js';
import type { Handler, Turn } from './turn.js';

/** Within this time a picture alone belongs to what was just reported. */
const justNowMs = 30 * 60_000;

function worksInField(turn: Turn): boolean {
  return turn.actor.kind === 'person' && turn.actor.posts.some((p) => p.gridCode !== null);
}

/** More words, pictures or a better place for a case that is open already. */
export const addDetails: Handler = {
  name: 'add-details',
  async handle(turn) {
    if (turn.tap || turn.dialog.draft || turn.message.kind === 'enter') return false;
    const understanding = turn.understanding();
    const bare = turn.text === '' && (turn.mediaIds.length > 0 || turn.message.kind === 'location');
    const said =
      turn.text !== '' &&
      (understanding.intent.value === 'supplement' || /^(补充|更正|对了|还有)/.test(turn.text));
    if (!bare && !said) return false;
    // A field worker files one thing after the other, often the picture first: it waits for its words.
    if (bare && turn.mediaIds.length > 0 && worksInField(turn)) return false;
    const open = (await turn.cases.mine()).filter((v) => !isEnded(v.case));
    const fitting = bare
      ? open.filter((v) => turn.now.getTime() - v.case.reportedAt.getTime() <= justNowMs)
      : open;
    if (fitting.length === 0) {
      // Nothing to add to: a picture or a place begins a new report; words are said to have no case.
      if (bare || understanding.categories.length > 0) return false;
      turn.say('add.nothing-open');
      return true;
    }
    const picked = await pickCase(turn, fitting, { useFocus: true });
    if (picked.found === null) return picked.asked;
    const words =
      turn.message.kind === 'location'
        ? `位置：${turn.message.label ?? `${turn.message.latitude},${turn.message.longitude}`}`
        : turn.text;
    const done = await turn.cases.act(
      picked.found.case.id,
      { type: 'add' },
      {
        kind: 'addition',
        text: words || null,
        mediaIds: [...turn.dialog.looseMediaIds, ...turn.mediaIds],
        shared: true,
      },
    );
    turn.dialog = { ...turn.dialog, looseMediaIds: [] };
    turn.focus(done.case.id);
    turn.say('add.done', caseValues(turn, done));
    return true;
  },
};
