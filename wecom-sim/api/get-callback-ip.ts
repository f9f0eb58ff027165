import type { Endpoint } from './endpoint.js';

// Addresses that deliveries come from (path/92521, wecom.md 1.7); the simulator calls from loopback only.
export const getCallbackIp: Endpoint = {
  method: 'GET',
  path: '/cgi-bin/getcallbackip',
  needsToken: true,
  handle: () => ({ reply: { ip_list: ['127.0.0.1'] } }),
};
