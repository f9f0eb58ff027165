import { readContacts } from './read-contacts.js';
import { readOptions } from './read-options.js';
import { startWecomSim } from './server.js';
import { welcome } from './welcome.js';

try {
  const { options, contactsDir, productPort } = readOptions(process.env, process.argv.slice(2));
  const sim = await startWecomSim(options);
  for (const { userid, name, title } of await readContacts(contactsDir)) sim.users.add(userid, name, title);
  process.stdout.write(welcome(sim, productPort));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sim.close());
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  const remedy = reason.includes('EADDRINUSE') ? '端口被占用了，用 SIM_PORT 换一个。' : '';
  process.stderr.write(`替身没有启动：${remedy}${reason} (wecom-sim did not start)\n`);
  process.exitCode = 1;
}
