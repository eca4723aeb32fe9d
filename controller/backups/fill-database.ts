import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrateDeploy } from '../../prisma/engine/engine.ts';
import { home } from '../platform/config.ts';
import { migrate } from '../platform/migrate.ts';
import type { Manifest } from './manifest.ts';
import { NotEmpty } from './not-empty.ts';

export interface Filling {
  /** One piece of a table; pieces come in order, table by table. */
  take(name: string, piece: Buffer): Promise<void>;
  /** Everything is there: from now on the database counts, brought to the present version. */
  commit(): Promise<void>;
  abandon(): Promise<void>;
}

/** PostgreSQL 15 is the oldest that the schema works with. */
const OLDEST_MAJOR = 15;

/** Fills an empty database with tables from a logical backup, in one transaction. */
export async function fillDatabase(url: string, manifest: Manifest): Promise<Filling> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // the query that is under way rejects
  await client.connect();
  try {
    await mustBeEmpty(client);
    await migrateTo(url, manifest.migrations);
    await client.query("set timezone = 'UTC'");
    await client.query('begin');
    await client.query('alter table audit_entry disable trigger user');
    const names = manifest.tables.map(({ name }) => client.escapeIdentifier(name));
    // What exists from the start comes with the backup too.
    for (const name of names.toReversed()) await client.query(`delete from ${name}`);
    for (const month of manifest.lookMonths)
      await client.query('select ensure_look_partition($1::timestamptz)', [`${month}-01T00:00:00Z`]);
  } catch (error) {
    await client.end();
    throw error;
  }
  let open: { table: string; stream: ReturnType<typeof copyFrom> } | null = null;
  const close = async () => {
    if (open === null) return;
    const { stream } = open;
    open = null;
    stream.end();
    await finished(stream);
  };
  return {
    async take(name, piece) {
      const table = /^tables\/([a-z_]+)\/\d+$/.exec(name)?.[1];
      const known = manifest.tables.find((one) => one.name === table);
      if (!known) throw new Error(`the backup holds ${name}, which its manifest does not name`);
      if (open?.table !== known.name) {
        await close();
        const list = known.columns.map((column) => client.escapeIdentifier(column)).join(', ');
        const stream = client.query(
          copyFrom(`copy ${client.escapeIdentifier(known.name)} (${list}) from stdin (format binary)`),
        );
        stream.on('error', () => {}); // the write that is under way rejects
        open = { table: known.name, stream };
      }
      await written(open.stream, piece);
    },
    async commit() {
      await close();
      await client.query('alter table audit_entry enable trigger user');
      for (const { name, value, called } of manifest.sequences)
        await client.query('select setval($1::regclass, $2::bigint, $3)', [
          client.escapeIdentifier(name),
          value,
          called,
        ]);
      await mustCount(client, manifest);
      await client.query('commit');
      await client.end();
      await migrate(url);
    },
    async abandon() {
      open?.stream.destroy();
      await client.end();
    },
  };
}

/** Waits until the server has taken it, so that a large table is never in memory whole. */
const written = (stream: ReturnType<typeof copyFrom>, piece: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    stream.write(piece, (error) => (error ? reject(error) : resolve()));
  });

async function mustBeEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
  const major = Math.floor(Number(rows[0]!.server_version_num) / 10_000);
  if (major < OLDEST_MAJOR)
    throw new NotEmpty(`Basis data ini PostgreSQL ${major}; perlu ${OLDEST_MAJOR} atau lebih baru.`);
  const found = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') limit 1`,
  );
  if (found.rowCount)
    throw new NotEmpty(
      `Basis data di DATABASE_URL tidak kosong (ada tabel ${found.rows[0]!.name}). Buat yang baru (createdb), lalu ulangi.`,
    );
}

/** The backup's own migrations: an older backup is filled in as it was, and brought forward afterwards. */
async function migrateTo(url: string, migrations: readonly string[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sinyal-desa-migrations-'));
  try {
    const source = path.join(home, 'prisma', 'migrations');
    for (const name of ['migration_lock.toml', ...migrations])
      cpSync(path.join(source, name), path.join(folder, name), { recursive: true });
    await migrateDeploy(url, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function mustCount(client: pg.Client, { tables }: Manifest): Promise<void> {
  for (const { name, rows } of tables) {
    const found = await client.query<{ rows: string }>(
      `select count(*) as rows from ${client.escapeIdentifier(name)}`,
    );
    if (Number(found.rows[0]!.rows) !== rows)
      throw new Error(`table ${name} has ${found.rows[0]!.rows} rows, the backup has ${rows}`);
  }
}
