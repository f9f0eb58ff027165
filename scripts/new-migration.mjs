// Writes prisma/migrations/<time>_<name>/migration.sql: what is missing between the migrations and
// prisma/schema.prisma. Usage: node scripts/new-migration.mjs add-visits
// With --empty an empty file is made when nothing differs, for SQL written by hand (triggers, functions).
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from './steps/compile.mjs';
import { projectRoot } from './steps/project-root.mjs';

const words = process.argv.slice(2);
const empty = words.includes('--empty');
const name = words.find((word) => !word.startsWith('--'));
if (!name || !/^[a-z0-9][a-z0-9-]*$/.test(name)) {
  console.error(
    'Usage: node scripts/new-migration.mjs NAME [--empty]   (NAME: small letters, digits, hyphens)',
  );
  process.exit(2);
}

// Emits in spite of type errors: the schema may just have changed under the code that uses it.
const compiled = await compile();
if (compiled.status !== 0)
  console.error('Note: the project does not compile yet (this does not matter here).');

const store = join(projectRoot, 'dist/src/store/postgres');
const { openDatabase } = await import(join(store, 'open-database.js'));
const { diffSchema } = await import(join(store, 'diff-schema.js'));
const { silentLog } = await import(join(projectRoot, 'dist/src/shared/log.js'));

const prismaFolder = join(projectRoot, 'prisma');
const dataDir = await mkdtemp(join(tmpdir(), 'gridwhistle-migration-'));
// Started by root, the server runs as `nobody`, which must be able to enter.
await chmod(dataDir, 0o755);
const database = await openDatabase({ dataDir, log: silentLog });
let sql;
try {
  sql = await diffSchema({ connectionString: database.connectionString, prismaFolder });
} finally {
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
}

if (sql === '' && !empty) {
  console.log('Nothing to do: the migrations and prisma/schema.prisma describe the same tables.');
} else {
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(prismaFolder, 'migrations', `${time}_${name.replaceAll('-', '_')}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'migration.sql'), sql === '' ? '' : `${sql}\n`);
  console.log(join(folder, 'migration.sql'));
}
