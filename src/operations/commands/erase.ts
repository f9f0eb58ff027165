import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readSettingsAlone } from '../../config/settings-alone.js';
import { parseCaseNumber } from '../../domain/understanding/index.js';
import { AppError } from '../../shared/errors.js';
import { projectRoot } from '../../shared/paths.js';
import { createStoreClient } from '../../store/client.js';
import { erasePerson } from '../../store/erase-person.js';
import { findTraces } from '../../store/person-traces.js';
import { createUnits } from '../../store/unit/run-unit.js';
import { consequences, personLine } from '../erase/describe-person.js';
import { openExisting } from '../open-existing.js';
import { productNow } from '../product-now.js';
import { ask, runCommand, say } from '../terminal.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `npm run erase -- PERSON [--yes]`: an id of a platform, our own id, or the number of a case he reported. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { yes: { type: 'boolean', default: false } },
  });
  const [sought, ...more] = positionals;
  if (sought === undefined || more.length > 0) {
    throw new AppError(
      'erase-whom',
      'tell-operator',
      '请写一个人：企业微信账号、内部编号，或他反映的件的编号，例如 npm run erase -- 20461-7',
    );
  }
  const settings = readSettingsAlone({ root: projectRoot });
  const database = await openExisting(settings);
  const client = createStoreClient(database.pool);
  try {
    const people = await findTraces(client, {
      personId: uuid.test(sought) ? sought.toLowerCase() : null,
      address: sought,
      caseNumber: parseCaseNumber(sought),
    });
    const [person, ...others] = people;
    if (person === undefined) {
      say(`没有找到“${sought}”。可以写：企业微信账号、内部编号、他反映的件的编号。`);
      return 1;
    }
    if (others.length > 0) {
      say(`“${sought}”对得上${people.length}个人，请改写内部编号：`);
      for (const each of people) say(`  ${personLine(each)}`);
      return 1;
    }
    say(personLine(person));
    if (person.status === 'erased') return 0;
    for (const line of consequences(person)) say(line);
    if (!values.yes && (await ask(`确认请再输入一遍“${sought}”：`)) !== sought) {
      say('没有确认，什么都没有动。');
      return 1;
    }
    const now = await productNow(settings, database);
    const units = createUnits(database.pool);
    try {
      await erasePerson(units, person.id, join(settings.dataDir, 'media'), now);
    } finally {
      await units.close();
    }
    say(`抹掉了，已记入办理记录（person-erased，${person.id}）。`);
    return 0;
  } finally {
    await client.$disconnect();
    await database.close();
  }
}

await runCommand('抹除', main);
