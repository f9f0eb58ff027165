import type { CaseView, Handler, Turn } from './turn.js';
import { caseValues } from './case-words.js';

/** Somebody who is in danger writes several messages: within this time they belong to one case. */
const sameDangerMs = 60 * 60_000;

/**
 * Danger first: the number to dial and the safety line before anything else, then a 特急 case without further
 * questions except where, and whether the person is safe. It never says that it has called anybody.
 */
export const reportDanger: Handler = {
  name: 'report-danger',
  async handle(turn) {
    if (turn.tap || turn.text === '') return false;
    const danger = turn.understanding().danger;
    const kind = danger ? turn.config.danger.kinds.find((k) => k.id === danger.value) : undefined;
    if (!kind) return false;

    const open = await openEmergency(turn);
    turn.say('danger.first', { call: kind.call, say: kind.say });
    if (open) {
      await turn.cases.act(open.case.id, { type: 'add' }, { kind: 'addition', text: turn.text, mediaIds: turn.mediaIds, shared: true });
      turn.say('danger.added', caseValues(turn, open));
      return true;
    }
    const understanding = turn.understanding();
    const gridCode = understanding.gridCodes.length === 1 ? (understanding.gridCodes[0] ?? null) : null;
    const filed = await turn.cases.file({
      kind: 'emergency',
      categoryCode: kind.category,
      gridCode,
      urgency: '特急',
      anonymous: false,
      summary: turn.text,
      place: understanding.place,
      latitude: null,
      longitude: null,
      onBehalfOf: null,
      mediaIds: turn.mediaIds,
      handledOnTheSpot: false,
      dangerId: kind.id,
    });
    turn.focus(filed.case.id);
    const placeKnown = understanding.place !== null && gridCode !== null;
    turn.dialog = {
      ...turn.dialog,
      draft: null,
      awaiting: { kind: placeKnown ? 'danger-safe' : 'danger-place', caseId: filed.case.id },
    };
    turn.say(placeKnown ? 'danger.told-duty' : 'danger.where', {
      ...caseValues(turn, filed),
      ask: kind.ask,
    });
    return true;
  },
};

/** Where it is, whether the person is safe, and everything else he writes meanwhile: straight to those who come. */
export const continueDanger: Handler = {
  name: 'continue-danger',
  async handle(turn) {
    const { awaiting } = turn.dialog;
    if (turn.tap || (awaiting?.kind !== 'danger-place' && awaiting?.kind !== 'danger-safe')) return false;
    const view = await turn.cases.byId(awaiting.caseId);
    if (!view || !(await turn.cases.may('add', view.case)) || turn.understanding().intent.value === 'withdraw') {
      turn.dialog = { ...turn.dialog, awaiting: null };
      return false;
    }
    const location = turn.message.kind === 'location' ? turn.message : null;
    const words = location ? `位置：${location.label ?? `${location.latitude},${location.longitude}`}` : turn.text;
    if (words === '' && turn.mediaIds.length === 0) return false;
    await turn.cases.act(view.case.id, { type: 'add' }, { kind: 'addition', text: words || null, mediaIds: turn.mediaIds, shared: true });

    if (awaiting.kind === 'danger-place' && words !== '') {
      const codes = location
        ? [turn.grids.gridAt(location.longitude, location.latitude)].filter((c) => c !== null)
        : turn.understanding().gridCodes;
      const gridCode = codes.length === 1 ? codes[0] : undefined;
      await turn.cases.changeTexts(view.case.id, { place: turn.understanding().place ?? words.slice(0, 60) });
      if (gridCode) await turn.cases.act(view.case.id, { type: 'locate', gridCode });
      turn.dialog = { ...turn.dialog, awaiting: { kind: 'danger-safe', caseId: view.case.id } };
      turn.say('danger.place-noted', caseValues(turn, view));
      return true;
    }
    turn.dialog = { ...turn.dialog, awaiting: null };
    turn.say('danger.noted', caseValues(turn, view));
    return true;
  },
};

async function openEmergency(turn: Turn): Promise<CaseView | null> {
  const mine = await turn.cases.mine();
  return (
    mine.find(
      (v) =>
        v.case.kind === 'emergency' &&
        ['assigned', 'acknowledged', 'in-progress'].includes(v.case.state) &&
        turn.now.getTime() - v.case.reportedAt.getTime() <= sameDangerMs,
    ) ?? null
  );
}
