import { parse } from 'csv-parse/sync';
import type { FeedMapping } from '#contract/feeds.ts';
import { FeedFailed } from './feed-failed.ts';

/** A row of a table, or an object of a list; `line` as a person finds it. */
export interface MappedRow {
  readonly line: number;
  readonly textIn: (column: string) => string;
}

const ROWS = 5_000;

/** Rows of a CSV (comma, semicolon or tab; first line names the columns) or of a JSON list. Throws FeedFailed. */
export function rowsOf(text: string, { shape, rows }: Pick<FeedMapping, 'shape' | 'rows'>): MappedRow[] {
  if (shape === 'json')
    return listIn(text, rows).map((row, index) => ({
      line: index + 1,
      textIn: (path) => textAt(row, path),
    }));
  return tableIn(text).map(({ record, info }) => ({
    line: info.lines,
    textIn: (column) => (Object.hasOwn(record, column) ? (record[column] ?? '') : ''),
  }));
}

/** Names of columns or paths that the first rows have, with an example each. */
export function columnsIn(
  text: string,
  from: Pick<FeedMapping, 'shape' | 'rows'>,
): { name: string; example: string }[] {
  const columns = new Map<string, string>();
  const rows = from.shape === 'json' ? listIn(text, from.rows) : tableIn(text).map(({ record }) => record);
  for (const row of rows.slice(0, 50))
    for (const path of pathsOf(row, ''))
      if (columns.size < 100 && !columns.get(path))
        columns.set(
          path,
          (from.shape === 'json'
            ? textAt(row, path)
            : String((row as Record<string, string>)[path] ?? '')
          ).slice(0, 60),
        );
  return [...columns].map(([name, example]) => ({ name, example }));
}

interface TableRow {
  readonly record: Record<string, string>;
  readonly info: { readonly lines: number };
}

function tableIn(text: string): TableRow[] {
  const [head = ''] = text.split(/\r?\n/, 1);
  const delimiter = [';', '\t', ','].reduce(
    (best, mark) => (head.split(mark).length > head.split(best).length ? mark : best),
    ',',
  );
  try {
    return parse(text, {
      bom: true,
      delimiter,
      columns: (names: string[]) =>
        names.map((name, index) => name.trim().slice(0, 100) || `kolom ${index + 1}`),
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: 100_000,
      to: ROWS,
    }) as unknown as TableRow[];
  } catch (cause) {
    throw new FeedFailed('not-a-feed', 'not a table', { cause });
  }
}

function listIn(text: string, path: string): unknown[] {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new FeedFailed('not-a-feed', 'not JSON', { cause });
  }
  const list = path === '' ? document : at(document, path);
  if (!Array.isArray(list)) throw new FeedFailed('not-a-feed', `no list at "${path}"`);
  return list.slice(0, ROWS);
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined;
    return (inner as Record<string, unknown>)[key];
  }, value);
}

function textAt(row: unknown, path: string): string {
  const value = at(row, path);
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value).trim() : '';
}

/** Paths to all plain values, three levels deep. */
function pathsOf(row: unknown, under: string, depth = 0): string[] {
  if (typeof row !== 'object' || row === null || depth > 3) return [];
  return Object.entries(row)
    .slice(0, 100)
    .flatMap(([key, value]) => {
      const path = under ? `${under}.${key}` : key;
      return typeof value === 'object' && value !== null ? pathsOf(value, path, depth + 1) : [path];
    });
}
