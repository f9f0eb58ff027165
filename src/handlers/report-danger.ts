import type { DangerConfig } from '../config/words-schema.js';
import { caseValues } from './case-words.js';
import { joinPlace } from './join-place.js';
import type { CaseView, Handler, Turn } from './turn.js';

/** Somebody who is in danger writes several messages: within this time they belong to one case. */
const sameDangerMs = 60 * 60_000;

type DangerKind = DangerConfig['kinds'][number];

/**
 * Danger first: the number to dial and the safety line before anything else, then a 特急 case without further
 * questions except where, and whether the person is safe. It never says that it has called anybody.
 */
export const reportDanger: Handler = {
  name: 'report-danger',
  async handle(turn) {
    if (turn.tap || turn.text === '' || speaksOfCaseInHand(turn)) return false;
    const danger = turn.understanding().danger;
    const kind = danger ? turn.config.danger.kinds.find((k) => k.id === danger.value) : undefined;
    if (!kind) return false;

    turn.say('danger.first', { call: kind.call, say: kind.say });
    const open = await openEmergency(turn);
    if (open) await addToEmergency(turn, open, kind);
    else await openCase(turn, kind);
    return true;
  },
};

const officerAwaits = new Set([
  'return-reason',
  'transfer-unit',
  'extension',
  'result',
  'question',
  'contact-result',
  'check-reason',
]);

/** “办结 20461-7 火已扑灭” is about a case in somebody's hands and not a new fire. */
function speaksOfCaseInHand(turn: Turn): boolean {
  if (turn.actor.kind !== 'person' || turn.actor.posts.length === 0) return false;
  return (
    turn.understanding().caseNumbers.length > 0 ||
    officerAwaits.has(turn.dialog.awaiting?.kind ?? '') ||
    /^(签收|退回|转办|申请延期|办结|问一下|已(电话|当面)?联系|派|督办|不予受理)/.test(turn.text)
  );
}

async function openCase(turn: Turn, kind: DangerKind): Promise<void> {
  const { place, gridCodes } = turn.understanding();
  const filed = await turn.cases.file({
    kind: 'emergency',
    categoryCode: kind.category,
    gridCode: gridCodes.length === 1 ? (gridCodes[0] ?? null) : null,
    urgency: '特急',
    anonymous: false,
    summary: turn.text,
    place,
    latitude: null,
    longitude: null,
    onBehalfOf: null,
    mediaIds: turn.mediaIds,
    handledOnTheSpot: false,
    dangerId: kind.id,
  });
  turn.focus(filed.case.id);
  turn.dialog = { ...turn.dialog, draft: null };
  ask(turn, filed, kind, gridCodes);
}

/** Where it is comes first, as exactly as those who come need it; then whether everybody is safe. */
function ask(turn: Turn, view: CaseView, kind: DangerKind | null, gridCodes: readonly string[]): void {
  const values = { ...caseValues(turn, view), ask: kind?.ask ?? '' };
  const known = gridCodes.length === 1;
  turn.dialog = {
    ...turn.dialog,
    awaiting: {
      kind: known ? 'danger-safe' : 'danger-place',
      caseId: view.case.id,
      ...(kind ? { dangerId: kind.id } : {}),
    },
  };
  if (known) turn.say('danger.told-duty', values);
  else if (view.place === null) turn.say('danger.where', values);
  else turn.say(gridCodes.length > 1 ? 'danger.where-exactly' : 'danger.where-town', values);
}

/** Where it is, whether the person is safe, and everything else he writes meanwhile: straight to those who come. */
export const continueDanger: Handler = {
  name: 'continue-danger',
  async handle(turn) {
    const { awaiting } = turn.dialog;
    if (turn.tap || (awaiting?.kind !== 'danger-place' && awaiting?.kind !== 'danger-safe')) return false;
    if (turn.message.kind === 'enter' || turn.message.kind === 'unknown') return false;
    const view = await turn.cases.byId(awaiting.caseId);
    if (!view || !isRunning(turn, view)) {
      turn.dialog = { ...turn.dialog, awaiting: null };
      return false;
    }
    if (speaksOfOther(turn, view)) return false;
    const kind = turn.config.danger.kinds.find((k) => k.id === awaiting.dangerId) ?? null;
    await addToEmergency(turn, view, kind);
    return true;
  },
};

/** Thanks, the list of his cases, taking it back, a matter of another kind elsewhere: not words for those who come. */
function speaksOfOther(turn: Turn, view: CaseView): boolean {
  const { intent, caseNumbers, categoryCode, gridCodes } = turn.understanding();
  const otherMatter =
    intent.value === 'report' &&
    categoryCode !== null &&
    categoryCode !== view.case.categoryCode &&
    gridCodes.length === 1 &&
    gridCodes[0] !== view.case.gridCode;
  return (
    otherMatter ||
    intent.value === 'withdraw' ||
    intent.value === 'proxy_service' ||
    caseNumbers.length > 0 ||
    /^(?:我的|帮助|谢谢.{0,4}|谁值班)[。!！]*$/.test(turn.text)
  );
}

async function addToEmergency(turn: Turn, view: CaseView, kind: DangerKind | null): Promise<void> {
  const { awaiting } = turn.dialog;
  const location = turn.message.kind === 'location' ? turn.message : null;
  const label = location ? (location.label ?? `${location.latitude},${location.longitude}`) : null;
  await turn.cases.act(
    view.case.id,
    { type: 'add' },
    {
      kind: 'addition',
      text: label ? `位置：${label}` : turn.text || null,
      mediaIds: turn.mediaIds,
      shared: true,
    },
  );
  turn.focus(view.case.id);
  const placeMissing = awaiting?.kind === 'danger-place' || view.place === null;
  const said = label ?? turn.understanding().place;
  if (!placeMissing) {
    turn.say('danger.noted');
    return;
  }
  if (said === null) {
    turn.say('danger.where-still', caseValues(turn, view));
    return;
  }
  const joined = location
    ? {
        place: said,
        gridCodes: [turn.grids.gridAt(location.longitude, location.latitude)].filter((c) => c !== null),
      }
    : joinPlace(turn, view.place, said);
  await turn.cases.changeTexts(view.case.id, { place: joined.place.slice(0, 60) });
  const gridCode = joined.gridCodes.length === 1 ? joined.gridCodes[0] : undefined;
  if (gridCode) await turn.cases.act(view.case.id, { type: 'locate', gridCode });
  // Asked twice is enough: those who come have his words, and now it matters how he is.
  turn.dialog = {
    ...turn.dialog,
    awaiting: { kind: 'danger-safe', caseId: view.case.id, ...(kind ? { dangerId: kind.id } : {}) },
  };
  turn.say('danger.place-noted', { place: joined.place.slice(0, 60), ask: kind?.ask ?? '' });
}

function isRunning(turn: Turn, view: CaseView): boolean {
  return (
    view.case.kind === 'emergency' &&
    ['assigned', 'acknowledged', 'in-progress'].includes(view.case.state) &&
    turn.now.getTime() - view.case.reportedAt.getTime() <= sameDangerMs
  );
}

async function openEmergency(turn: Turn): Promise<CaseView | null> {
  return (await turn.cases.mine()).find((v) => isRunning(turn, v)) ?? null;
}
