/** What the server, or the lack of one, says about a request; `message` is meant for the person at the page. */
export class ApiError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

async function request(method, path, body) {
  let response;
  try {
    response = await fetch(`/api/simulator${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ApiError('unreachable', '没有连上网格哨，这一步没有送到。');
  }
  const answer = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer;
  const said = answer?.error;
  throw new ApiError(
    said?.code ?? `http-${response.status}`,
    said?.message ?? `服务没有照办（${response.status}）。`,
  );
}

const person = (id) => `/people/${encodeURIComponent(id)}`;

export const api = {
  state: () => request('GET', '/state'),
  clock: () => request('GET', '/clock'),
  moveClock: (order) => request('POST', '/clock', order),
  people: () => request('GET', '/people').then((answer) => answer.people),
  newResident: () => request('POST', '/people', {}),
  places: () => request('GET', '/places').then((answer) => answer.places),
  messages: (id, after) =>
    request('GET', `${person(id)}/messages?after=${after}`).then((answer) => answer.messages),
  /** `key` makes a repeat harmless: the server knows the message again. */
  say: (id, message, key) => request('POST', `${person(id)}/messages`, { ...message, key }),
  cases: () => request('GET', '/cases').then((answer) => answer.cases),
  events: (number) =>
    request('GET', `/cases/${encodeURIComponent(number)}/events`).then((answer) => answer.events),
};
