import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, it } from 'vitest';
import { readContacts } from '../../wecom-sim/read-contacts.js';
import { startWecomSim } from '../../wecom-sim/server.js';
import { welcome } from '../../wecom-sim/welcome.js';

it('a newcomer is told the page, the seed and one command that starts the demo against it', async () => {
  const { sim, text } = await readWelcome();
  expect(text).toContain(`${sim.url}/`);
  expect(text).toContain('SIM_SEED=4711');
  const command = text.slice(text.indexOf('APP_MODE=demo'), text.indexOf('npm start'));
  expect(command).toContain('PORT=8090');
  for (const [name, value] of Object.entries(sim.productSettings))
    expect(command).toContain(`${name}=${value}`);
});

it('who tries production is told every line that belongs into .env', async () => {
  const { sim, text } = await readWelcome();
  const offered = text.split('APP_MODE=production')[1] ?? '';
  const settings = parseEnv(offered.slice(0, offered.indexOf('npm start')));
  expect(settings).toMatchObject({ PORT: '8090', ...sim.productSettings });
  expect(offered).toContain('npm start -- web');
  expect(offered).toContain('npm start -- worker');
});

async function readWelcome() {
  const sim = await startWecomSim({ seed: '4711' });
  const text = welcome(sim, 8090);
  await sim.close();
  return { sim, text };
}

it('the page offers the people of a configuration with their role and unit, and nobody where there is none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wecom-sim-contacts-'));
  await writeFile(join(folder, 'staff.yaml'), 'staff:\n  - { userid: g1, name: 甲某, role: 网格员 }\n');
  await writeFile(
    join(folder, 'departments.yaml'),
    'departments:\n  - name: 虚构单位\n    people:\n      - { userid: d1, name: 乙某, role: 办件人 }\n',
  );
  expect(await readContacts(folder)).toEqual([
    { userid: 'g1', name: '甲某', title: '网格员' },
    { userid: 'd1', name: '乙某', title: '办件人 · 虚构单位' },
  ]);
  await rm(folder, { recursive: true });
  expect(await readContacts(folder)).toEqual([]);
});
