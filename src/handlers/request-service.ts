import { askNext } from './ask-next.js';
import { collect, newDraft } from './draft.js';
import type { Handler } from './turn.js';

/** 代办: somebody asks that an errand be done for him; until the catalogue comes alive his grid worker takes it. */
export const requestService: Handler = {
  name: 'request-service',
  async handle(turn) {
    if (turn.tap || turn.dialog.draft || turn.text === '') return false;
    if (turn.understanding().intent.value !== 'proxy_service') return false;
    const draft = collect(turn, newDraft(turn, 'proxy-request'));
    const service = turn.config.services.find((s) => s.id === draft.serviceId);
    if (service?.mode === 'refer') {
      const unit = turn.config.departments.find((d) => d.code === service.department);
      turn.say('service.refer', { service: service.name, unit: unit?.name ?? '' });
      return true;
    }
    const own =
      turn.actor.kind === 'person' ? turn.actor.posts.find((p) => p.gridCode !== null)?.gridCode : null;
    // A grid worker asks for somebody of his own grid unless he says otherwise.
    askNext(turn, own && draft.gridCodes.length === 0 ? { ...draft, gridCodes: [own] } : draft);
    return true;
  },
};
