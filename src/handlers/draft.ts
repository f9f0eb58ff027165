import type { Draft } from '../domain/conversations/dialog.js';
import { joinPlace } from './join-place.js';
import type { Turn } from './turn.js';

const unsure = /不知道|不清楚|说不清|不确定|记不清|都不是|^不清$/;

/** Whether the words say that the person cannot tell. */
export function isUnsure(text: string): boolean {
  return unsure.test(text) && [...text].length <= 12;
}

export function newDraft(turn: Turn, kind: Draft['kind']): Draft {
  const understanding = turn.understanding();
  const service = turn.config.services.find((s) => s.id === understanding.serviceId);
  const complaint =
    understanding.intent.value === 'complaint_about_staff' ? turn.config.zone.complaints : null;
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
    categoryCode: useService ? service.category : (understanding.categoryCode ?? complaint),
    urgency: understanding.urgency.value === '特急' ? '紧急' : understanding.urgency.value,
    serviceId: understanding.serviceId,
    onBehalfOf: understanding.onBehalfOf,
    anonymous: /匿名|别说是我|不要透露|请?保密/.test(turn.text),
    startedAt: turn.now.toISOString(),
  };
}

/** Takes words, pictures and place of the present message into the draft. */
export function collect(turn: Turn, draft: Draft): Draft {
  const next: Draft = { ...draft, mediaIds: [...draft.mediaIds, ...turn.mediaIds].slice(-9) };
  if (turn.message.kind === 'location') {
    const { latitude, longitude, label } = turn.message;
    const code = turn.grids.gridAt(longitude, latitude);
    return {
      ...next,
      latitude,
      longitude,
      place: label?.trim() || next.place || '发来的位置',
      gridCodes: code ? [code] : next.gridCodes,
      gridGivenUp: code === null && next.gridCodes.length === 0,
    };
  }
  if (turn.text === '') return next;
  const understanding = turn.understanding();
  const told: Draft = { ...next, texts: [...draft.texts, turn.text] };
  if (understanding.place) Object.assign(told, joinPlace(turn, draft.place, understanding.place));
  if (!told.categoryCode) {
    told.categoryCode = understanding.categoryCode;
    told.categoryCodes = [
      ...new Set([...told.categoryCodes, ...understanding.categories.map((g) => g.value)]),
    ].slice(0, 4);
  }
  if (understanding.urgency.value !== '一般') told.urgency = '紧急';
  return told;
}
