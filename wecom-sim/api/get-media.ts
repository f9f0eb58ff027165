import type { Endpoint } from './endpoint.js';

// GET media/get (path/90254, wecom.md 2.7): raw bytes, or a JSON body where something is wrong.
export const getMedia: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/media/get',
  needsToken: true,
  handle: ({ query }, { media }) => ({ file: media.take(query.media_id ?? '') }),
};
