import { createInterface } from 'node:readline';
import { z } from 'zod';
import { createApp } from './app.js';
import { loadConfig } from './config.js';
import { createLog, secretsOf } from './log/create-log.js';
import { AppError } from './shared/errors.js';
import { projectRoot } from './shared/paths.js';

/**
 * `npm run chat`: one person's chat in the terminal. Joins the product that runs on this PORT, or starts one
 * and stops it at the end. `npm run chat -- gx0001` plays somebody else than the first resident.
 */
const reply = z.object({
  messages: z.array(z.object({ seq: z.number(), from: z.string(), text: z.string().optional() })),
  last: z.number(),
});
const personReply = z.object({
  people: z.array(z.object({ id: z.string(), name: z.string(), role: z.string(), unit: z.string() })),
});

async function main(): Promise<void> {
  const config = loadConfig({ root: projectRoot });
  const { settings } = config;
  if (settings.mode !== 'demo') {
    throw new AppError('chat-demo-only', 'tell-operator', '终端聊天只在演示模式里有（APP_MODE=demo）。');
  }
  const base = `http://127.0.0.1:${settings.port}`;
  const running = await isRunning(base);
  const app = running
    ? null
    : await createApp(config, createLog({ level: 'error', role: 'chat', secrets: secretsOf(settings) }));
  await app?.server.listen({ port: settings.port, host: settings.host });

  const api = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${base}${path}`, {
      ...(body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) {
      const parsed = z.object({ error: z.object({ message: z.string() }) }).safeParse(answer);
      throw new AppError(
        'chat-refused',
        'tell-user',
        parsed.success ? parsed.data.error.message : `HTTP ${response.status}`,
      );
    }
    return answer;
  };

  let me = process.argv[2] ?? 'resident-1';
  let last = 0;
  const path = () => `/api/simulator/people/${encodeURIComponent(me)}/messages?channel=terminal`;
  const introduce = async () => {
    const { people } = personReply.parse(await api(`/api/simulator/people?q=${encodeURIComponent(me)}`));
    const person = people.find((p) => p.id === me);
    if (!person) throw new AppError('person-unknown', 'tell-user', `没有 ${me} 这个人`);
    last = reply.parse(await api(`${path()}&after=0`)).messages.at(-1)?.seq ?? 0;
    process.stdout.write(`你是 ${person.name}（${person.role}${person.unit ? `，${person.unit}` : ''}）\n`);
  };
  process.stdout.write(
    `演示数据，均为虚构。${running ? '已接上正在运行的网格哨' : '已启动网格哨'} ${base}\n`,
  );
  process.stdout.write('直接打字说话；/换 gx0001 换人，/时间 4 往前拨4小时，/退出 结束\n');
  await introduce();

  let over = false;
  /** Prints what is new for the person played now; waits up to `seconds` for it. */
  const show = async (seconds: number) => {
    const who = me;
    const found = reply.parse(await api(`${path()}&after=${last}&wait=${seconds}`));
    // Somebody else is played by now, or the other caller was faster.
    if (who !== me) return;
    for (const m of found.messages.filter((x) => x.seq > last)) {
      if (m.from === 'bot' && m.text)
        process.stdout.write(`\n网格哨> ${m.text.replaceAll('\n', '\n        ')}\n`);
    }
    last = Math.max(last, found.last);
  };
  const listen = async () => {
    while (!over) {
      try {
        await show(2);
      } catch (error) {
        if (over) return;
        process.stdout.write(`（连不上网格哨：${error instanceof Error ? error.message : String(error)}）\n`);
        over = true;
      }
    }
  };
  const listening = listen();

  const lines = createInterface({ input: process.stdin, terminal: process.stdin.isTTY });
  for await (const line of lines) {
    const text = line.trim();
    if (text === '') continue;
    if (over || /^\/(退出|exit|quit)$/.test(text)) break;
    try {
      const change = /^\/(?:换|我是)\s*(\S+)$/.exec(text)?.[1];
      const hours = /^\/时间\s*\+?(\d+)/.exec(text)?.[1];
      if (change) {
        const before = me;
        me = change;
        await introduce().catch((error: unknown) => {
          me = before;
          throw error;
        });
      } else if (hours) {
        const clock = z
          .object({ now: z.string() })
          .parse(await api('/api/simulator/clock', { advance: { hours: Number(hours) } }));
        process.stdout.write(`现在是 ${clock.now}\n`);
      } else {
        await api(path(), { text });
        await api('/api/simulator/settled?wait=20');
        await show(0);
      }
    } catch (error) {
      process.stdout.write(`（${error instanceof Error ? error.message : String(error)}）\n`);
    }
  }
  over = true;
  await listening;
  await app?.close();
}

async function isRunning(base: string): Promise<boolean> {
  try {
    return (await fetch(`${base}/api/simulator/clock`)).ok;
  } catch {
    return false;
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
