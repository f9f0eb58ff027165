import { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { readParameter } from './read-parameter.js';

// POST message/recall (path/94867, wecom.md 2.3).
export const recallMessage: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/message/recall',
  needsToken: true,
  handle({ body }, { sent, inboxes }) {
    const { msgid } = readParameter(z.object({ msgid: z.string().min(1) }), body, 'request');
    sent.requireRecallable(msgid);
    inboxes.recall(msgid);
    return {};
  },
};
