import { caseValues } from './case-words.js';
import { sayReceipt } from './file-draft.js';
import type { Handler, Turn } from './turn.js';

const fieldRoles: readonly string[] = ['网格员', '网格长', '网格指导员', '网格协管员'];

/** A visit or a round on which nothing was wrong is a record of work and no matter for anybody. */
const nothingFound =
  /(?:走访|看望|探望|看了|去看|巡查|巡了|转了|检查了).{0,20}(?:一切(?:都)?好|都(?:挺|很)?好|挺好|正常|平安|没事|没啥事|没问题|没有?异常|无异常|未发现)/;

/** A grid worker's one line: filed at once, or recorded as solved on the spot (自办). */
export const quickReport: Handler = {
  name: 'quick-report',
  async handle(turn) {
    if (turn.tap || turn.dialog.draft) return false;
    const posts = turn.actor.kind === 'person' ? turn.actor.posts : [];
    const post = posts.find((p) => fieldRoles.includes(p.role) && p.gridCode !== null);
    if (!post) return false;
    if (turn.text === '' && turn.mediaIds.length > 0 && turn.message.kind === 'image') {
      turn.dialog = {
        ...turn.dialog,
        looseMediaIds: [...turn.dialog.looseMediaIds, ...turn.mediaIds].slice(-6),
      };
      turn.say('quick.picture-kept');
      return true;
    }
    if (turn.text === '') return false;
    const understanding = turn.understanding();
    const category = turn.config.categories.categories.find(
      (c) => c.code === understanding.categories[0]?.value,
    );
    if (understanding.intent.value === 'report' && (category?.record_only || nothingFound.test(turn.text))) {
      turn.say('quick.record');
      return true;
    }
    // Whoever works in the field and says that something is mended tells what he did.
    const mended = understanding.feedback === 'good' && understanding.categories.length > 0;
    const handled = understanding.solvedOnTheSpot || mended;
    if (understanding.intent.value !== 'report' && !handled) return false;
    if (understanding.gridCodes.length > 1 && !understanding.gridCodes.includes(post.gridCode ?? ''))
      return false;

    // A worker who names no place speaks of his own grid.
    const gridCode =
      understanding.gridCodes.length === 1
        ? (understanding.gridCodes[0] ?? null)
        : understanding.gridCodes.length === 0 || understanding.gridCodes.includes(post.gridCode ?? '')
          ? post.gridCode
          : null;
    const filed = await turn.cases.file({
      kind: 'matter',
      categoryCode: handled ? (understanding.categories[0]?.value ?? 'QT01') : understanding.categoryCode,
      gridCode,
      urgency: understanding.urgency.value === '特急' ? '紧急' : understanding.urgency.value,
      anonymous: false,
      summary: turn.text,
      place: understanding.place,
      latitude: null,
      longitude: null,
      onBehalfOf: understanding.onBehalfOf,
      mediaIds: [...turn.dialog.looseMediaIds, ...turn.mediaIds],
      handledOnTheSpot: handled,
      dangerId: null,
    });
    turn.dialog = { ...turn.dialog, looseMediaIds: [] };
    turn.focus(filed.case.id);
    if (handled)
      turn.say('quick.handled', { ...caseValues(turn, filed), grid: gridName(turn, filed.case.gridCode) });
    else {
      sayReceipt(turn, filed);
      if (understanding.onBehalfOf) turn.say('quick.for-other', { name: understanding.onBehalfOf });
    }
    return true;
  },
};

function gridName(turn: Turn, code: string | null): string {
  return code ? (turn.grids.find(code)?.name ?? code) : '';
}
