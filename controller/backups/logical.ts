import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { ArchiveWriter } from './archive.ts';
import { lookMonths, sequencesOf, tablesInOrder } from './tables.ts';

/** Size of a piece, bytes: tar wants to know a length beforehand, and a table does not tell its own. */
const PIECE_BYTES = 4 * 1024 * 1024;

export interface Snapshot {
  readonly tables: readonly { readonly name: string; readonly columns: string[]; readonly rows: number }[];
  readonly sequences: Awaited<ReturnType<typeof sequencesOf>>;
  readonly lookMonths: string[];
}

/** What the database holds at one moment; `client` must be in a REPEATABLE READ transaction. */
export async function snapshotOf(client: Client): Promise<Snapshot> {
  const tables: { name: string; columns: string[]; rows: number }[] = [];
  for (const table of await tablesInOrder(client)) {
    const { rows } = await client.query<{ rows: string }>(
      `select count(*) as rows from ${client.escapeIdentifier(table.name)}`,
    );
    tables.push({ ...table, rows: Number(rows[0]!.rows) });
  }
  return { tables, sequences: await sequencesOf(client), lookMonths: await lookMonths(client) };
}

/** Rows of each table as PostgreSQL's binary COPY has them, in pieces `tables/<name>/<number>`. */
export async function copyTables(
  client: Client,
  { tables }: Snapshot,
  archive: ArchiveWriter,
): Promise<void> {
  for (const { name, columns } of tables) {
    const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
    const stream = client.query(
      copyTo(`copy (select ${list} from ${client.escapeIdentifier(name)}) to stdout (format binary)`),
    );
    let number = 0;
    for await (const piece of inPieces(stream as AsyncIterable<Buffer>)) {
      await archive.add(`tables/${name}/${String(number).padStart(6, '0')}`, piece);
      number += 1;
    }
  }
}

async function* inPieces(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes < PIECE_BYTES) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
}
