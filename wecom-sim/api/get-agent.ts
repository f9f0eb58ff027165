import type { Endpoint } from './endpoint.js';

/** The app itself (path/90227). The whole corp sees it, unless the knob `members` lists the only ones. */
export const getAgent: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/agent/get',
  needsToken: true,
  handle: (_request, parts) => ({
    reply: {
      agentid: parts.settings.agentId,
      name: '网格哨',
      close: 0,
      allow_userinfos: { user: (parts.knobs.members ?? []).map((userid) => ({ userid })) },
      allow_partys: { partyid: parts.knobs.members ? [] : [1] },
      allow_tags: { tagid: [] },
    },
  }),
};
