/** Calls the simulator's control API; a refusal is thrown with its message. */
async function ask(path, body) {
  const response = await fetch(`/sim/${path}`, {
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.message ?? `替身答了 HTTP ${response.status}`);
  return answer;
}

const user = (userid, what) => `users/${encodeURIComponent(userid)}/${what}`;

export const api = {
  state: () => ask('state'),
  chat: (userid) => ask(user(userid, 'chat')),
  calls: () => ask('calls?newest=100'),
  say: (userid, what) => ask(user(userid, 'messages'), what),
  addMember: (userid) => ask('users', { userid }),
  turn: (knobs) => ask('knobs', knobs),
  order: (order) => ask('faults', order),
  calm: () => ask('calm', {}),
  moveClock: (move) => ask('clock', move),
  endTokens: () => ask('tokens/invalidate', {}),
  verify: () => ask('verify-callback', {}),
  attack: (kind) => ask('malicious', { kind }),
};
