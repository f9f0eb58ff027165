import { caseValues } from './case-words.js';
import { withoutNumbers } from './officer-words.js';
import { pickCase } from './pick-case.js';
import type { CaseView, Handler, Turn } from './turn.js';

const consent = /^(?:同意|准了|批准|可以延|给他延)/;
const refusal = /^(?:不同意|不准|不批|不能延|驳回)/;

/** [同意] [不同意] on a request for more time, tapped or typed. */
export const decideExtension: Handler = {
  name: 'decide-extension',
  async handle(turn) {
    const { tap } = turn;
    if (tap) {
      const view = tap.purpose === 'extension' && tap.caseId ? await turn.cases.byId(tap.caseId) : null;
      if (!view) return false;
      await answer(turn, view, tap.buttonKey === 'grant');
      return true;
    }
    const words = withoutNumbers(turn.text, turn.text === '' ? [] : turn.understanding().caseNumbers);
    const granted = consent.test(words);
    if (!granted && !refusal.test(words)) return false;
    const asked = await listAsked(turn);
    if (asked.length === 0) return false;
    const picked = await pickCase(turn, asked, { useFocus: true });
    if (picked.found === null) return picked.asked;
    await answer(turn, picked.found, granted);
    return true;
  },
};

/** Cases of his unit whose officer waits for an answer. */
async function listAsked(turn: Turn): Promise<CaseView[]> {
  const posts = turn.actor.kind === 'person' ? turn.actor.posts : [];
  const units = posts
    .filter((p) => p.role === '分管负责人' || p.role === '中心负责人')
    .map((p) => p.unitCode);
  const asked: CaseView[] = [];
  for (const unitCode of new Set(units)) {
    if (!unitCode) continue;
    const cases = await turn.cases.unitCases(unitCode);
    asked.push(...cases.filter((v) => v.deadlines.some((d) => d.kind === 'extension')));
  }
  return asked;
}

async function answer(turn: Turn, view: CaseView, granted: boolean): Promise<void> {
  const until = await turn.cases.requestedUntil(view.case.id);
  if (!until || !view.deadlines.some((d) => d.kind === 'extension')) {
    turn.say('extension.none', caseValues(turn, view));
    return;
  }
  turn.focus(view.case.id);
  const done = await turn.cases.act(
    view.case.id,
    granted ? { type: 'grant-extension', until } : { type: 'refuse-extension' },
  );
  turn.say(granted ? 'extension.granted' : 'extension.refused', caseValues(turn, done));
}
