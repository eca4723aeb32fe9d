import { stringify } from 'csv-stringify/sync';
import { type Db, Prisma } from '../platform/db.ts';
import { hoursOf, type UsageQuery, within } from './view.ts';

/** Routers that are read at once: a year of thousands of them never stands in memory. */
const BATCH = 50;

/** Names of the columns, each with its unit. */
const COLUMNS = [
  'mulai_wib',
  'kode_desa',
  'desa',
  'kecamatan',
  'router',
  'unduh_byte',
  'unggah_byte',
  'warga_rata_rata_orang',
  'warga_terbanyak_orang',
  'sesi_kali',
  'perangkat_buah',
  'teramati_jam',
  'seharusnya_jam',
] as const;

interface Row {
  readonly at: string;
  readonly code: string;
  readonly village: string;
  readonly kecamatan: string;
  readonly router: string;
  readonly receive: string | null;
  readonly transmit: string | null;
  readonly mean: number | null;
  readonly peak: number | null;
  readonly sessions: number | null;
  readonly devices: number | null;
  readonly seen: number;
  readonly hours: number;
}

/**
 * Usage by router and step as CSV (RFC 4180: commas, CRLF, a header line; UTF-8): a row for every step since the router
 * was taken into service. What nobody observed is empty, never zero. Sessions and devices are known by day and month.
 */
export async function* usageCsv(db: Db, asked: UsageQuery): AsyncGenerator<string> {
  yield lines([COLUMNS]);
  const routers = await db.$queryRaw<{ id: number }[]>`
    select r.id from router r join village v on v.code = r.village_code where ${within(asked.area, asked.villages)}
    order by v.name, r.name, r.id`;
  for (let at = 0; at < routers.length; at += BATCH) {
    const rows = await rowsOf(
      db,
      asked,
      routers.slice(at, at + BATCH).map(({ id }) => id),
    );
    if (rows.length > 0) yield lines(rows.map(cellsOf));
  }
}

function rowsOf(db: Db, { from, to, step, now }: UsageQuery, ids: readonly number[]): Promise<Row[]> {
  const end = new Date(Math.min(to.getTime(), now.getTime()));
  const start = Prisma.sql`date_trunc(${Prisma.raw(`'${step}'`)}, s.at at time zone 'Asia/Jakarta')`;
  const shape = Prisma.raw({ hour: `'YYYY-MM-DD HH24:MI'`, day: `'YYYY-MM-DD'`, month: `'YYYY-MM'` }[step]);
  const where = Prisma.sql`r.id = any(${[...ids]}::int[])`;
  return db.$queryRaw<Row[]>`
    select t.*, p.sessions, p.devices from (
      select to_char(${start}, ${shape}) as at, s.id, s.village_code as code, s.name as village, s.kecamatan, s.router,
        (sum(u.receive_bytes) filter (where u.answered > 0))::text as receive,
        (sum(u.transmit_bytes) filter (where u.answered > 0))::text as transmit,
        (sum(u.user_sum)::float8 / nullif(sum(u.answered), 0)) as mean, max(u.peak_users)::int as peak,
        count(u.hour) filter (where u.answered > 0)::int as seen, count(*)::int as hours
      from ${hoursOf(where, from, end)} group by 1, 2, 3, 4, 5, 6) t
    left join people_count p on p.area = 'router:' || t.id and p.period = t.at
    order by t.village, t.router, t.id, t.at`;
}

const cellsOf = (row: Row) => [
  row.at,
  row.code,
  row.village,
  row.kecamatan,
  row.router,
  row.receive?.split('.')[0] ?? '',
  row.transmit?.split('.')[0] ?? '',
  row.mean === null ? '' : row.mean.toFixed(2),
  row.peak ?? '',
  row.sessions ?? '',
  row.devices ?? '',
  row.seen,
  row.hours,
];

/** A cell that begins like a formula is kept from being one. */
const lines = (rows: readonly (readonly (string | number)[])[]) =>
  stringify(
    rows.map((row) => [...row]),
    { record_delimiter: '\r\n', escape_formulas: true },
  );
