// Prisma's schema engine as WebAssembly, connected through the pg driver adapter. Used by the Prisma command line
// (schema-engine.mjs) and by the controller, which applies pending migrations when it starts. It leans on interfaces
// of exactly Prisma 7.10.0 that are not documented: engine.test.ts runs `migrate dev` from empty to notice a change.
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';

const PG_CHAR = 18;
const PG_TEXT = 25;

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;
interface Field {
  name: string;
  dataTypeID: number;
}
/** What of the adapter is reached into; private in its types. */
interface Inner {
  client: { query(sql: string): Promise<unknown> };
  onError(error: unknown): never;
  performIO(query: unknown): Promise<{ rows: unknown; rowCount: number; fields: Field[] }>;
  queryRaw(query: unknown): Promise<{ columnTypes: number[] }>;
  executeScript?(sql: string): Promise<void>;
  startTransaction?(...args: unknown[]): Promise<Inner>;
}

/** The schema engine: its JSON-RPC methods. */
export interface Engine {
  close(): Promise<unknown>;
  applyMigrations(params: unknown): Promise<{ appliedMigrationNames: string[] }>;
  [method: string]: (params?: unknown) => Promise<unknown>;
}

/** Two gaps in @prisma/adapter-pg 7.10 that only migrations meet. */
function forMigrations<T>(adapter: T): T {
  const inner = adapter as unknown as Inner;
  const { performIO, queryRaw, startTransaction } = inner;
  // The catalogs' internal type "char" is unknown to it.
  inner.queryRaw = async (query) => {
    const chars: number[] = [];
    const retyping = Object.create(inner, {
      performIO: {
        value: async (asked: unknown) => {
          const { rows, rowCount, fields } = await performIO.call(inner, asked);
          return {
            rows,
            rowCount,
            fields: fields.map((field, index) => {
              if (field.dataTypeID !== PG_CHAR) return field;
              chars.push(index);
              return { name: field.name, dataTypeID: PG_TEXT };
            }),
          };
        },
      },
    });
    const answer = await queryRaw.call(retyping, query);
    for (const index of chars) answer.columnTypes[index] = ColumnTypeEnum.Character;
    return answer;
  };
  // It cuts scripts at every ';', inside $$ bodies too.
  if (inner.executeScript) {
    inner.executeScript = async (sql) => {
      try {
        await inner.client.query(sql);
      } catch (error) {
        inner.onError(error);
      }
    };
  }
  if (startTransaction) {
    inner.startTransaction = async (...args) => forMigrations(await startTransaction.apply(inner, args));
  }
  return adapter;
}

class MigrationPg extends PrismaPg {
  readonly #url: string;
  readonly opened: Adapter[] = [];

  constructor(url: string) {
    super({ connectionString: url, max: 1, options: '-c timezone=UTC' });
    this.#url = url;
  }

  override async connect(): Promise<Adapter> {
    const adapter = forMigrations(await super.connect());
    this.opened.push(adapter);
    return adapter;
  }

  /** Its own drops the database before it closes the pool, which PostgreSQL refuses. */
  override async connectToShadowDb(): Promise<Adapter> {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    const admin = await this.connect();
    await admin.executeScript(`CREATE DATABASE "${name}"`);
    const url = new URL(this.#url);
    url.pathname = `/${name}`;
    const shadow = await new MigrationPg(url.toString()).connect();
    const dispose = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await dispose();
      await admin.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      await admin.dispose();
    };
    return shadow;
  }
}

interface Wasm {
  __wbg_set_wasm(exports: unknown): void;
  version(): string;
  SchemaEngine: { new: (options: unknown, log: () => void, factory: unknown) => Promise<Engine> };
}

/** Node has it; the types of Node leave it to the browser's. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    instantiate(
      bytes: Uint8Array,
      imports: unknown,
    ): Promise<{ instance: { exports: Record<string, unknown> } }>;
  };
};

let loaded: Promise<Wasm> | undefined;
/** The glue keeps one instance per process. */
export const loadWasm = (): Promise<Wasm> => {
  loaded ??= instantiate();
  return loaded;
};

async function instantiate(): Promise<Wasm> {
  const at = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const glue = (await import(at)) as Wasm;
  const bytes = readFileSync(path.join(path.dirname(at), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': glue,
  });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue;
}

/** `datamodels`: [path, text] of each schema file, where the command needs them. Close it when done. */
export async function openEngine(options: {
  url: string;
  datamodels?: [string, string][] | undefined;
}): Promise<Engine> {
  const wasm = await loadWasm();
  const factory = new MigrationPg(options.url);
  const engine = await wasm.SchemaEngine.new(
    { datamodels: options.datamodels },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  engine.close = () => Promise.all(factory.opened.map((adapter) => adapter.dispose()));
  return engine;
}

/** What `prisma migrate deploy` does, without its command line. Returns the names of the migrations applied. */
export async function migrateDeploy(url: string, folder: string): Promise<string[]> {
  const baseDir = path.resolve(folder);
  const lock = path.join(baseDir, 'migration_lock.toml');
  const names = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const engine = await openEngine({ url });
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir,
        shadowDbInitScript: '',
        lockfile: {
          path: 'migration_lock.toml',
          content: existsSync(lock) ? readFileSync(lock, 'utf8') : null,
        },
        migrationDirectories: names.map((name) => ({
          path: name,
          migrationFile: {
            path: 'migration.sql',
            content: { tag: 'ok', value: readFileSync(path.join(baseDir, name, 'migration.sql'), 'utf8') },
          },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } finally {
    await engine.close();
  }
}
