import type { Client } from 'pg';
import type { Manifest } from './manifest.ts';

interface TableRow {
  name: string;
  columns: string[];
}

/** Tables of the program with their columns, so that a table comes after those that it refers to. */
export async function tablesInOrder(client: Client): Promise<TableRow[]> {
  const { rows } = await client.query<TableRow & { refers: string[] }>(`
    select c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select array_agg(distinct f.relname::text) from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid), '{}') as refers
    from pg_class c where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
      and not c.relispartition and c.relname <> '_prisma_migrations' order by c.relname`);
  const ordered: TableRow[] = [];
  const waiting = new Map(rows.map((row) => [row.name, row]));
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter((row) => row.refers.every((name) => !waiting.has(name)));
    if (free.length === 0) throw new Error(`tables refer to one another in a circle: ${[...waiting.keys()]}`);
    for (const { name, columns } of free) {
      ordered.push({ name, columns });
      waiting.delete(name);
    }
  }
  return ordered;
}

export async function appliedMigrations(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1',
  );
  return rows.map(({ name }) => name);
}

export async function sequencesOf(client: Client): Promise<Manifest['sequences']> {
  const { rows } = await client.query<{ name: string }>(
    `select sequencename as name from pg_sequences where schemaname = current_schema() order by 1`,
  );
  const sequences: Manifest['sequences'] = [];
  for (const { name } of rows) {
    const state = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${client.escapeIdentifier(name)}`,
    );
    sequences.push({ name, ...state.rows[0]! });
  }
  return sequences;
}

export async function lookMonths(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ month: string }>(
    `select substr(c.relname, 6, 4) || '-' || substr(c.relname, 10, 2) as month from pg_inherits i
     join pg_class c on c.oid = i.inhrelid where i.inhparent = 'look'::regclass and c.relname ~ '^look_[0-9]{6}$' order by 1`,
  );
  return rows.map(({ month }) => month);
}

export async function majorOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ version: string }>('show server_version_num');
  return Math.floor(
    Number((rows[0] as unknown as { server_version_num: string }).server_version_num) / 10_000,
  );
}
