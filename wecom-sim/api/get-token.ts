import { ApiRefusal } from '../api-refusal.js';
import type { Endpoint } from './endpoint.js';

// GET gettoken (path/91039, wecom.md 2.1).
export const getToken: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/gettoken',
  needsToken: false,
  handle({ query }, { settings, tokens, knobs }) {
    if (query.corpid !== settings.corpId) throw new ApiRefusal(40013);
    if (query.corpsecret !== settings.secret) throw new ApiRefusal(40001);
    const expiresIn = knobs.expiresInSeconds;
    return { reply: { access_token: tokens.issue(expiresIn), expires_in: expiresIn } };
  },
};
