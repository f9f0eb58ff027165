import { z } from 'zod';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';

const answer = z.looseObject({ errcode: z.int() });

/** One call as a bot sees it: the errcode, or what is wrong with the answer. */
export type CameBack = number | `HTTP ${number}` | 'unreadable' | 'no answer';

export interface Caller {
  token: string;
  sendText(touser: string, content: string, more?: Record<string, unknown>): Promise<CameBack>;
  signIn(): Promise<CameBack>;
}

/** Calls the simulated API and tells how each call ended, well or badly. */
export function startCaller(sim: WecomSim): Caller {
  const caller: Caller = {
    token: '',
    sendText: (touser, content, more = {}) =>
      post(`${sim.url}/cgi-bin/message/send?access_token=${caller.token}`, {
        touser,
        agentid: sim.settings.agentId,
        msgtype: 'text',
        text: { content },
        ...more,
      }),
    async signIn() {
      const query = new URLSearchParams({ corpid: sim.settings.corpId, corpsecret: sim.settings.secret });
      const { cameBack, body } = await call(`${sim.url}/cgi-bin/gettoken?${query}`, {});
      if (typeof body?.access_token === 'string') caller.token = body.access_token;
      return cameBack;
    },
  };
  return caller;
}

async function post(url: string, body: unknown): Promise<CameBack> {
  return (await call(url, { method: 'POST', body: JSON.stringify(body) })).cameBack;
}

async function call(
  url: string,
  init: RequestInit,
): Promise<{ cameBack: CameBack; body?: z.infer<typeof answer> }> {
  const response = await fetch(url, init).catch(() => undefined);
  if (!response) return { cameBack: 'no answer' };
  if (response.status !== 200) return { cameBack: `HTTP ${response.status}` };
  const text = await response.text();
  try {
    const body = answer.parse(JSON.parse(text));
    return { cameBack: body.errcode, body };
  } catch (error) {
    if (error instanceof SyntaxError) return { cameBack: 'unreadable' };
    throw error;
  }
}
