// Opens the database of a clone's DATA_DIR as a process of its own, tells so, and gives it back on SIGTERM.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [clone, dataDir] = process.argv.slice(2);
const fromClone = (path) => import(pathToFileURL(join(clone, 'dist/src', path)).href);
const { openDatabase } = await fromClone('store/postgres/open-database.js');
const { silentLog } = await fromClone('shared/log.js');

const database = await openDatabase({ dataDir, log: silentLog });
process.once('SIGTERM', () => database.close());
process.stdout.write(`${database.connectionString}\n`);
