import { z } from 'zod';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';

const answer = z.looseObject({ errcode: z.int(), errmsg: z.string() });
export type ApiAnswer = z.infer<typeof answer>;

/** Calls the simulated API as a bot would: plain HTTP, the token in the query. */
export class ApiClient {
  readonly #sim: WecomSim;
  #token = '';

  constructor(sim: WecomSim) {
    this.#sim = sim;
  }

  async signIn(): Promise<string> {
    const reply = await this.get('/cgi-bin/gettoken', {
      corpid: this.#sim.settings.corpId,
      corpsecret: this.#sim.settings.secret,
    });
    this.#token = z.string().parse(reply.access_token);
    return this.#token;
  }

  async get(path: string, query: Record<string, string>): Promise<ApiAnswer> {
    return parse(await fetch(`${this.#sim.url}${path}?${new URLSearchParams(query)}`));
  }

  async post(path: string, body: unknown): Promise<ApiAnswer> {
    const raw = typeof body === 'string' ? body : JSON.stringify(body);
    return parse(await fetch(this.#address(path), { method: 'POST', body: raw }));
  }

  send(message: Record<string, unknown>): Promise<ApiAnswer> {
    const common = { touser: 'wangwu', agentid: this.#sim.settings.agentId };
    return this.post('/cgi-bin/message/send', { ...common, ...message });
  }

  sendText(touser: string, content: string, more: Record<string, unknown> = {}): Promise<ApiAnswer> {
    return this.send({ touser, msgtype: 'text', text: { content }, ...more });
  }

  update(change: Record<string, unknown>): Promise<ApiAnswer> {
    const common = { agentid: this.#sim.settings.agentId };
    return this.post('/cgi-bin/message/update_template_card', { ...common, ...change });
  }

  async upload(type: string, bytes: Uint8Array, field = 'media'): Promise<ApiAnswer> {
    const form = new FormData();
    form.append(field, new Blob([new Uint8Array(bytes)]), '井盖.jpg');
    const address = `${this.#address('/cgi-bin/media/upload')}&type=${type}`;
    return parse(await fetch(address, { method: 'POST', body: form }));
  }

  download(mediaId: string): Promise<Response> {
    return fetch(`${this.#address('/cgi-bin/media/get')}&media_id=${mediaId}`);
  }

  #address(path: string): string {
    return `${this.#sim.url}${path}?access_token=${this.#token}`;
  }
}

/** Every answer of the API is HTTP 200, right or wrong. */
async function parse(response: Response): Promise<ApiAnswer> {
  if (response.status !== 200) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
  return answer.parse(await response.json());
}

export function responseCode(reply: ApiAnswer): string {
  return z.string().parse(reply.response_code);
}
