import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import type pg from 'pg';
import { forSchemaEngine } from './engine-adapter.js';

/** Tables and enums outside Prisma's care: none by name, BullMQ's live in a schema of their own. */
export const noExternals = { externalTables: [], externalEnums: [] };

/**
 * Prisma's schema engine as WebAssembly. The native engine would be a download from a host that many
 * networks do not reach; this one comes with the npm package. Loading it takes about 100 ms and 40 MB.
 * `database` is what it may change, `shadow` an empty database in which it may replay migrations.
 */
export async function withSchemaEngine<T>(
  options: { database: pg.PoolConfig; shadow?: pg.PoolConfig; datamodels?: [path: string, text: string][] },
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  const bindings = await instantiate();
  const database = new PrismaPg(options.database);
  const opened: SqlDriverAdapter[] = [];
  const open = async (config: pg.PoolConfig): Promise<SqlDriverAdapter> => {
    const adapter = forSchemaEngine(await new PrismaPg({ ...config, max: 1 }).connect());
    opened.push(adapter);
    return adapter;
  };
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: database.provider,
    adapterName: database.adapterName,
    connect: () => open(options.database),
    connectToShadowDb: () => open(options.shadow ?? options.database),
  };
  const engine = await bindings.SchemaEngine.new(
    { datamodels: options.datamodels },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    return await use(engine);
  } finally {
    engine.free();
    // An open connection would keep the process from ending.
    await Promise.all(opened.map((adapter) => adapter.dispose()));
  }
}

interface Bindings {
  SchemaEngine: typeof SchemaEngine;
  __wbg_set_wasm(exports: Record<string, unknown>): void;
}

// Node's types leave WebAssembly to the browser's library, which this project does not load.
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, object>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>;
};

let loading: Promise<Bindings> | undefined;

function instantiate(): Promise<Bindings> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Bindings> {
  const bindingsPath = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bindings: Bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(bindingsPath.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings });
  // The engine reports a panic through this global; the error it then throws carries the message too.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message() {} } });
  bindings.__wbg_set_wasm(instance.exports);
  const begin = instance.exports.__wbindgen_start;
  if (typeof begin !== 'function') throw new Error('schema engine without __wbindgen_start');
  begin();
  return bindings;
}
