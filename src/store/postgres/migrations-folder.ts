import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';

/** One folder below prisma/migrations. */
export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of migration.sql in hex: what Prisma writes into `_prisma_migrations.checksum`. */
  checksum: string;
}

const lockText = 'provider = "postgresql"\n';

/** Reads prisma/migrations in the order they apply (folder names begin with the time they were made). */
export async function readMigrations(prismaFolder: string): Promise<Migration[]> {
  const baseDir = join(prismaFolder, 'migrations');
  if (!existsSync(baseDir)) return [];
  const folders = (await readdir(baseDir, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const names = folders.map((entry) => entry.name).sort();
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(baseDir, name, 'migration.sql'));
      const checksum = createHash('sha256').update(bytes).digest('hex');
      return { name, sql: bytes.toString('utf8'), checksum };
    }),
  );
}

/** The same migrations in the shape Prisma's engine takes. */
export function toMigrationList(prismaFolder: string, migrations: Migration[]): MigrationList {
  return {
    baseDir: join(prismaFolder, 'migrations'),
    lockfile: { path: 'migration_lock.toml', content: lockText },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map((migration) => ({
      path: migration.name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: migration.sql } },
    })),
  };
}
