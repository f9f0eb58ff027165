import type { Draft } from '../domain/conversations/dialog.js';
import type { Turn } from './turn.js';

/** Asks for the first thing that is missing, one at a time, or shows the summary with its buttons. */
export function askNext(turn: Turn, draft: Draft): void {
  const set = (awaiting: Turn['dialog']['awaiting']) => {
    turn.dialog = { ...turn.dialog, draft, awaiting };
  };
  if (draft.texts.length === 0) {
    set({ kind: 'draft-what' });
    if (draft.mediaIds.length > 0) turn.say('draft.what-picture');
    else if (draft.place) turn.say('draft.what-place', { place: draft.place });
    else turn.say('draft.what');
    return;
  }
  if (draft.gridCodes.length > 1 && !draft.gridGivenUp) {
    set({ kind: 'draft-grid' });
    turn.show({
      purpose: 'draft',
      caseId: null,
      title: '是哪一个',
      rows: [],
      text: `“${draft.place ?? ''}”有几处，点一下，或说几号楼、几组。`,
      buttons: [
        ...draft.gridCodes
          .slice(0, 5)
          .map((code) => ({ key: `grid-${code}`, text: shortGridName(turn, code) })),
        { key: 'grid-unsure', text: '说不清' },
      ],
    });
    return;
  }
  if (draft.gridCodes.length === 0 && !draft.gridGivenUp) {
    askPlace(turn, draft, set);
    return;
  }
  set({ kind: 'draft-confirm' });
  showSummary(turn, draft);
}

function askPlace(turn: Turn, draft: Draft, set: (awaiting: Turn['dialog']['awaiting']) => void): void {
  const home = turn.person.registeredGridCode;
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
  if (draft.kind === 'proxy-request') turn.say('draft.home');
  else if (draft.place) turn.say('draft.which-place', { place: draft.place });
  else turn.say('draft.place');
}

/** At most ten characters on a button. */
export function shortGridName(turn: Turn, code: string): string {
  return (turn.grids.find(code)?.name ?? code).replace(/专属网格$|网格$/, '').slice(0, 10);
}

function showSummary(turn: Turn, draft: Draft): void {
  const code = draft.gridCodes.length === 1 ? draft.gridCodes[0] : undefined;
  const service = turn.config.services.find((s) => s.id === draft.serviceId);
  const words = [...draft.texts.join('；')];
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
    // 160 characters is what a card holds (`Card.text`); the whole text is kept in the draft.
    text: words.length > 160 ? `${words.slice(0, 159).join('')}…` : words.join(''),
    buttons: [
      { key: 'yes', text: '可以', style: 'primary' },
      { key: 'change', text: '改一下' },
      ...(draft.anonymous ? [] : [{ key: 'anonymous', text: '匿名报' }]),
      { key: 'no', text: '不报了' },
    ],
  });
}
