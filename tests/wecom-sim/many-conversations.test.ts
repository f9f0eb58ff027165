import { Agent, request } from 'undici';
import { expect, it } from 'vitest';
import { type Pair, startPair } from './sim-with-bot.js';

const people = 200;
const messages = 1000;
const parallel = 16;
/** A few seconds on a quiet machine; a busy one needs its time. */
const longestMs = 120_000;

it(
  '1,000 messages in 200 conversations and their answers pass while every wait ends by its event',
  async () => {
    const pair = await startPair({ keepCalls: 100, callbackTimeoutMs: longestMs });
    const agent = new Agent({ connections: parallel });
    const token = await pair.api.signIn();
    const send = (touser: string, content: string) => sendText(pair, agent, token, touser, content);
    pair.bot.answerWith(({ message }, _nth, response) => {
      response.writeHead(200).end();
      void send(message.FromUserName ?? '', `答：${message.Content}`);
    });

    // Each person writes one message after the other and waits for each answer.
    await Promise.all(
      Array.from({ length: people }, async (_each, index) => {
        const userid = `resident${index}`;
        for (let nth = 1; nth <= messages / people; nth += 1) {
          const answered = pair.sim.waitFor(
            userid,
            (item) => item.content.content === `答：${nth}`,
            longestMs,
          );
          await pair.sim.users.say(userid, String(nth));
          await answered;
        }
      }),
    );

    expect(pair.sim.summary()).toMatchObject({
      deliveries: { total: messages, accepted: messages },
      messages: { arrived: messages, suppressed: 0, dropped: 0 },
    });
    expect(pair.sim.inbox('resident7').map((item) => item.content.content)).toEqual(
      Array.from({ length: messages / people }, (_each, index) => `答：${index + 1}`),
    );
    await agent.close();
    await pair.close();
  },
  longestMs,
);

async function sendText(pair: Pair, agent: Agent, token: string, touser: string, content: string) {
  const body = JSON.stringify({
    touser,
    agentid: pair.sim.settings.agentId,
    msgtype: 'text',
    text: { content },
  });
  const path = `${pair.sim.url}/cgi-bin/message/send?access_token=${token}`;
  const answer = await request(path, { method: 'POST', body, dispatcher: agent });
  await answer.body.dump();
}
