import type { Draft } from '../domain/conversations/dialog.js';
import { caseValues } from './case-words.js';
import type { CaseView, Turn } from './turn.js';

const unsure = /不知道|不清楚|说不清|不确定|记不清|都不是|^不清$/;

/** Whether the words say that the person cannot tell. */
export function isUnsure(text: string): boolean {
  return unsure.test(text) && [...text].length <= 12;
}

export function newDraft(turn: Turn, kind: Draft['kind']): Draft {
  const understanding = turn.understanding();
  const service = turn.config.services.find((s) => s.id === understanding.serviceId);
  const useService = kind === 'proxy-request' && service !== undefined;
  return {
    kind,
    texts: [],
    mediaIds: [],
    place: null,
    latitude: null,
    longitude: null,
    gridCodes: [],
    gridGivenUp: false,
    categoryCodes: useService ? [service.category] : understanding.categories.slice(0, 4).map((g) => g.value),
    categoryCode: useService ? service.category : understanding.categoryCode,
    urgency: understanding.urgency.value === '特急' ? '紧急' : understanding.urgency.value,
    serviceId: understanding.serviceId,
    onBehalfOf: understanding.onBehalfOf,
    anonymous: /匿名|别说是我|不要透露|请?保密/.test(turn.text),
    startedAt: turn.now.toISOString(),
  };
}

/** Takes words, pictures and place of the present message into the draft. */
export function collect(turn: Turn, draft: Draft): Draft {
  const next: Draft = { ...draft, texts: [...draft.texts], mediaIds: [...draft.mediaIds, ...turn.mediaIds].slice(-9) };
  if (turn.message.kind === 'location') {
    const { latitude, longitude, label } = turn.message;
    const code = turn.grids.gridAt(longitude, latitude);
    return {
      ...next,
      latitude,
      longitude,
      place: label || next.place || '发来的位置',
      gridCodes: code ? [code] : next.gridCodes,
      gridGivenUp: code === null && next.gridCodes.length === 0,
    };
  }
  if (turn.text === '') return next;
  const understanding = turn.understanding();
  next.texts.push(turn.text);
  if (understanding.place) next.place = understanding.place;
  if (understanding.gridCodes.length > 0) next.gridCodes = understanding.gridCodes;
  if (!next.categoryCode && draft.texts.length > 0) {
    next.categoryCode = understanding.categoryCode;
    next.categoryCodes = [...new Set([...next.categoryCodes, ...understanding.categories.map((g) => g.value)])].slice(0, 4);
  }
  if (understanding.urgency.value === '紧急') next.urgency = '紧急';
  return next;
}

/** Asks for the first thing that is missing, or shows the summary with its buttons. */
export function askNext(turn: Turn, draft: Draft): void {
  const set = (awaiting: Turn['dialog']['awaiting']) => {
    turn.dialog = { ...turn.dialog, draft, awaiting };
  };
  if (draft.texts.length === 0) {
    set({ kind: 'draft-what' });
    turn.say(draft.mediaIds.length > 0 ? 'draft.what-picture' : 'draft.what-place', { place: draft.place ?? '' });
    return;
  }
  if (draft.gridCodes.length > 1 && !draft.gridGivenUp) {
    set({ kind: 'draft-grid' });
    turn.show({
      purpose: 'draft',
      caseId: null,
      title: '是哪一个',
      rows: [],
      text: `“${draft.place ?? ''}”有几处，请点一下。`,
      buttons: [
        ...draft.gridCodes.slice(0, 5).map((code) => ({ key: `grid-${code}`, text: shortGridName(turn, code) })),
        { key: 'grid-unsure', text: '说不清' },
      ],
    });
    return;
  }
  const home = turn.person.registeredGridCode;
  if (draft.gridCodes.length === 0 && !draft.gridGivenUp && draft.place === null) {
    if (home) {
      // A registered place is offered, not assumed.
      set({ kind: 'draft-grid' });
      turn.show({
        purpose: 'draft',
        caseId: null,
        title: '在哪儿',
        rows: [{ label: '登记', value: turn.grids.find(home)?.name ?? '' }],
        text: '是在你登记的这里吗？不是的话，直接说在哪个小区或村。',
        buttons: [
          { key: `grid-${home}`, text: '是这里', style: 'primary' },
          { key: 'grid-unsure', text: '说不清' },
        ],
      });
      return;
    }
    set({ kind: 'draft-place' });
    turn.say(draft.kind === 'proxy-request' ? 'draft.home' : 'draft.place');
    return;
  }
  set({ kind: 'draft-confirm' });
  showSummary(turn, draft);
}

/** At most ten characters on a button. */
export function shortGridName(turn: Turn, code: string): string {
  return (turn.grids.find(code)?.name ?? code).replace(/专属网格$|网格$/, '').slice(0, 10);
}

function showSummary(turn: Turn, draft: Draft): void {
  const code = draft.gridCodes.length === 1 ? draft.gridCodes[0] : undefined;
  const service = turn.config.services.find((s) => s.id === draft.serviceId);
  turn.show({
    purpose: 'draft',
    caseId: null,
    title: draft.kind === 'proxy-request' ? '这样请网格员帮办，可以吗' : '这样报上去，可以吗',
    rows: [
      ...(draft.onBehalfOf ? [{ label: '替谁', value: draft.onBehalfOf }] : []),
      ...(service && draft.kind === 'proxy-request' ? [{ label: '事项', value: service.name }] : []),
      { label: '地点', value: draft.place ?? (code ? (turn.grids.find(code)?.name ?? '') : '请同事核实') },
      ...(code ? [{ label: '网格', value: turn.grids.find(code)?.name ?? code }] : []),
      ...(draft.mediaIds.length > 0 ? [{ label: '附件', value: `${draft.mediaIds.length}个` }] : []),
      ...(draft.anonymous ? [{ label: '匿名', value: '是，不告诉办件人' }] : []),
    ],
    text: draft.texts.join('；'),
    buttons: [
      { key: 'yes', text: '可以', style: 'primary' },
      { key: 'change', text: '改一下' },
      ...(draft.anonymous ? [] : [{ key: 'anonymous', text: '匿名报' }]),
      { key: 'no', text: '不报了' },
    ],
  });
}

/** Opens the case and says its number and dates. */
export async function fileDraft(turn: Turn, draft: Draft): Promise<CaseView> {
  const filed = await turn.cases.file({
    kind: draft.kind,
    categoryCode: draft.categoryCode,
    gridCode: draft.gridCodes.length === 1 ? (draft.gridCodes[0] ?? null) : null,
    urgency: draft.urgency,
    anonymous: draft.anonymous,
    summary: draft.texts.join('；'),
    place: draft.place,
    latitude: draft.latitude,
    longitude: draft.longitude,
    onBehalfOf: draft.onBehalfOf,
    mediaIds: draft.mediaIds,
    handledOnTheSpot: false,
    dangerId: null,
  });
  turn.dialog = { ...turn.dialog, draft: null, awaiting: null, looseMediaIds: [], misunderstood: 0 };
  turn.focus(filed.case.id);
  sayReceipt(turn, filed);
  return filed;
}

export function sayReceipt(turn: Turn, filed: CaseView): void {
  const values = caseValues(turn, filed);
  const dispatch = filed.deadlines.find((d) => d.kind === 'dispatch');
  if (filed.case.state === 'reported') {
    turn.say('report.receipt-queued', {
      ...values,
      dispatchDue: dispatch ? turn.calendar.describeDue(dispatch.dueAt, turn.now) : '尽快',
    });
    return;
  }
  turn.say(filed.case.kind === 'proxy-request' ? 'report.receipt-proxy' : 'report.receipt', values);
}
