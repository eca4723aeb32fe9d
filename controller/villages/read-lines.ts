import { isIP } from 'node:net';
import { CsvError, type InfoRecord, parse } from 'csv-parse/sync';
import { type ImportReport, RouterLine } from '#contract/villages.ts';

export type Column = keyof RouterLine;
export type Fault = ImportReport['faults'][number];

/** A line of the file that is good in itself. `columns` are those that the file has: a missing one says nothing. */
export interface GoodLine {
  /** Where it begins in the file, from 1. */
  readonly at: number;
  readonly line: RouterLine;
}

export interface LinesRead {
  readonly columns: ReadonlySet<Column>;
  readonly lines: readonly GoodLine[];
  readonly faults: readonly Fault[];
}

export const MOST_LINES = 5_000;

const shape = RouterLine.shape;
const required: readonly Column[] = [
  'village_code',
  'router_name',
  'host',
  'port',
  'tls',
  'username',
  'password',
  'uplink',
];

/** What a cell should hold; a new column without its sentence does not compile. */
const SHOULD_BE: Record<Column, string> = {
  village_code: 'kode desa Kemendagri, misalnya 16.10.06.2021',
  router_name: 'nama router, 1 sampai 60 huruf',
  host: 'alamat IP atau nama host, tanpa http:// dan tanpa port',
  port: 'nomor port, 1 sampai 65535',
  tls: 'true atau false',
  username: 'nama pengguna router, 1 sampai 100 huruf',
  password: 'kata sandi, paling banyak 200 huruf',
  uplink: 'lte, vsat, radio, atau fibre',
  via: 'direct atau hub',
  action_username: 'nama pengguna, paling banyak 100 huruf',
  action_password: 'kata sandi, paling banyak 200 huruf',
  serial: 'nomor seri, paling banyak 100 huruf',
  nas_identifier: 'nama untuk RADIUS: 6 sampai 64 huruf, angka, titik, garis bawah, atau tanda hubung',
  radius_secret: 'rahasia RADIUS, 16 sampai 128 huruf',
  contact_name: 'nama, paling banyak 100 huruf',
  contact_phone: 'nomor telepon, misalnya +62 812 3456 7890',
  provider: 'nama penyedia, paling banyak 100 huruf',
  customer_no: 'nomor pelanggan, paling banyak 100 huruf',
  pln_id: 'ID PLN, paling banyak 100 huruf',
  paid_until: 'tanggal, misalnya 2026-12-31',
  data_quota_gb: 'bilangan lebih dari 0, misalnya 50 atau 1.5',
};
const SECRET: ReadonlySet<Column> = new Set(['password', 'action_password', 'radius_secret']);

const isColumn = (name: string): name is Column => Object.hasOwn(shape, name);

/** Excel writes UTF-8 only when asked to; else the code page of Windows, or UTF-16 as "Unicode text". */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

interface RawLine {
  readonly at: number;
  readonly cells: readonly string[];
}

/** Comma, the semicolon of an Indonesian Excel, or the tab of its "Unicode text": what the header has most of. */
function delimiterOf(header: string): string {
  const often = (one: string) => header.split(one).length;
  return [',', ';', '\t'].reduce((most, one) => (often(one) > often(most) ? one : most));
}

/** A first line by which Excel is told the delimiter; nothing of it is data. */
const SEP_LINE = /^"?sep=(.)"?\n/i;

/** Cells of all lines that are not empty. */
function split(whole: string): { rows: RawLine[]; fault: Fault | null } {
  const sep = SEP_LINE.exec(whole);
  // Emptied, not cut off: lines are counted as an editor counts them.
  const text = sep ? whole.slice(sep[0].length - 1) : whole;
  const lines = text.trimStart();
  const delimiter = sep?.[1] ?? delimiterOf(lines.slice(0, lines.indexOf('\n') >>> 0));
  const rows: RawLine[] = [];
  let next = 1;
  const keep = (cells: string[], { lines }: InfoRecord) => {
    const breaks = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
    next = lines + 1;
    if (cells.some((cell) => cell !== '')) rows.push({ at: lines - breaks, cells });
    return null;
  };
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (cells, info) => keep(cells as unknown as string[], info as unknown as InfoRecord),
    });
    return { rows, fault: null };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const message =
      error.code === 'CSV_QUOTE_NOT_CLOSED'
        ? 'ada tanda kutip (") yang dibuka tetapi tidak ditutup'
        : 'ada tanda kutip (") di tengah sel: tulis "" untuk satu tanda kutip, dan apit seluruh sel';
    return { rows, fault: { line: next, column: null, message } };
  }
}

/** The router CSV, read as far as it can be judged alone. */
export function readLines(bytes: Uint8Array): LinesRead {
  const text = decode(bytes)
    .replace(/^\ufeff/, '')
    .replaceAll(/\r\n?/g, '\n');
  const { rows, fault } = split(text);
  const [header, ...body] = rows;
  const none = { columns: new Set<Column>(), lines: [] };
  if (fault) return { ...none, faults: [fault] };
  if (!header) return { ...none, faults: [{ line: 1, column: null, message: 'berkas ini kosong' }] };
  const faults = headerFaults(header);
  if (faults.length > 0) return { ...none, faults };
  if (body.length > MOST_LINES)
    return {
      ...none,
      faults: [
        {
          line: MOST_LINES + 2,
          column: null,
          message: `paling banyak ${MOST_LINES} router dalam satu berkas`,
        },
      ],
    };
  const names = header.cells as readonly Column[];
  const lines: GoodLine[] = [];
  for (const row of body) {
    const read = readRow(names, row);
    if ('line' in read) lines.push({ at: row.at, line: read.line });
    else faults.push(...read.faults);
  }
  return { columns: new Set(names), lines, faults };
}

function headerFaults({ at, cells }: RawLine): Fault[] {
  const faults: Fault[] = [];
  const say = (column: string, message: string) => faults.push({ line: at, column: column || null, message });
  for (const [index, name] of cells.entries()) {
    if (!isColumn(name))
      say(name, name === '' ? `kolom ke-${index + 1} tidak punya judul` : 'kolom ini tidak dikenal');
    else if (cells.indexOf(name) !== index) say(name, 'kolom ini ada dua kali');
  }
  for (const name of required)
    if (!cells.includes(name)) say(name, 'kolom ini wajib ada, tetapi tidak ditemukan');
  return faults;
}

function readRow(
  names: readonly Column[],
  { at, cells }: RawLine,
): { line: RouterLine } | { faults: Fault[] } {
  if (cells.length !== names.length) {
    const hint =
      cells.length > names.length
        ? ': kalau sebuah nama berisi pemisah (koma atau titik koma), apit sel itu dengan tanda kutip "…"'
        : '';
    const message = `baris ini berisi ${cells.length} sel, padahal judulnya ${names.length}${hint}`;
    return { faults: [{ line: at, column: null, message }] };
  }
  const given = Object.fromEntries(names.map((name, index) => [name, cells[index]!]));
  const parsed = RouterLine.safeParse(given);
  const wrong = new Set<Column>(
    parsed.success ? [] : parsed.error.issues.map((issue) => issue.path[0] as Column),
  );
  for (const name of names) if (/\p{Cc}|\ufffd/u.test(given[name]!)) wrong.add(name);
  if (parsed.success && !isHost(parsed.data.host)) wrong.add('host');
  if (parsed.success && wrong.size === 0) return { line: parsed.data };
  return {
    faults: [...wrong].map((column) => ({ line: at, column, message: shouldBe(column, given[column]) })),
  };
}

/** An address or a name as it is dialled: no scheme, path or port. */
export const isHost = (host: string) => /^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(host) || isIP(host) === 6;

/** A secret is never repeated. */
export function shouldBe(column: Column, value: string | undefined): string {
  const sentence = `harus berisi ${SHOULD_BE[column]}`;
  if (value === undefined || value === '') return `${sentence}; sel ini kosong`;
  return SECRET.has(column) ? sentence : `${sentence}, bukan "${value.slice(0, 60)}"`;
}
