import { pack } from '../outages/packed-looks.ts';
import { storedLooks } from '../outages/stored-looks.ts';
import type { Db } from '../platform/db.ts';

const DAY_MS = 86_400_000;

/** Months (UTC) of looks that are there as rows, the oldest first: `2026-11`. */
export async function monthsOfRows(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'look'::regclass order by 1`;
  return rows.map(({ name }) => `${name.slice(5, 9)}-${name.slice(9, 11)}`);
}

export interface PackRules {
  /** Days that looks stay rows. */
  readonly rowDays: number;
  /** Months (WIB) whose report is closed. */
  readonly closed: ReadonlySet<string>;
}

const nextMonth = (month: string) => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 1));
};

/**
 * Which months may go, and which are old enough but wait for their reports. The last hours of a month in UTC belong to
 * the next one in WIB: both must be closed.
 */
export function duePartitions(
  months: readonly string[],
  { rowDays, closed }: PackRules,
  now: Date,
): { readonly due: string[]; readonly waiting: string[] } {
  const old = months.filter((month) => nextMonth(month).getTime() <= now.getTime() - rowDays * DAY_MS);
  const isClosed = (month: string) =>
    closed.has(month) && closed.has(nextMonth(month).toISOString().slice(0, 7));
  return { due: old.filter(isClosed), waiting: old.filter((month) => !isClosed(month)) };
}

/** Packs every router-day of a month (UTC), then drops its rows; the database refuses it while one is missing. Returns how many looks. */
export async function packMonth(db: Db, month: string, signal?: AbortSignal): Promise<number> {
  const first = new Date(`${month}-01T00:00:00Z`);
  const end = nextMonth(month);
  const missing = await db.$queryRaw<{ router_id: number; day: string }[]>`
    select l.router_id, l.day::text as day from (
      select router_id, (at at time zone 'UTC')::date as day from look where at >= ${first} and at < ${end} group by 1, 2) l
    left join look_day d on d.router_id = l.router_id and d.day = l.day where d.router_id is null order by 2, 1`;
  for (const { router_id: routerId, day } of missing) {
    signal?.throwIfAborted();
    const from = new Date(`${day}T00:00:00Z`);
    const looks = await storedLooks(db, routerId, from, new Date(from.getTime() + DAY_MS));
    const { content, digest } = pack(looks);
    await db.lookDay.create({
      data: {
        routerId,
        day: from,
        looks: looks.length,
        content: new Uint8Array(content),
        digest: new Uint8Array(digest),
      },
    });
  }
  const [gone] = await db.$queryRaw<
    { looks: bigint }[]
  >`select drop_look_partition(${first}::timestamptz) as looks`;
  return Number(gone?.looks ?? 0);
}
