import { pack } from '../outages/packed-looks.ts';
import { lockMonth } from '../outages/store-looks.ts';
import { storedLooks } from '../outages/stored-looks.ts';
import type { Db } from '../platform/db.ts';

const DAY_MS = 86_400_000;
/** Counting the rows of a month of two thousand routers once more takes minutes. */
const DROP_DEADLINE_MS = 15 * 60_000;

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

interface RouterDay {
  router_id: number;
  day: string;
  looks: number;
  packed: number | null;
}

/**
 * Packs every router-day of a month (UTC), then drops its rows. What came for a day that had been packed before is packed
 * with it. Returns how many rows went.
 */
export async function packMonth(db: Db, month: string, signal?: AbortSignal): Promise<number> {
  const first = new Date(`${month}-01T00:00:00Z`);
  const days = await db.$queryRaw<RouterDay[]>`
    select l.router_id, l.day::text as day, l.looks, d.looks as packed from (
      select router_id, (at at time zone 'UTC')::date as day, count(*)::int as looks from look
      where at >= ${first} and at < ${nextMonth(month)} group by 1, 2) l
    left join look_day d on d.router_id = l.router_id and d.day = l.day order by 2, 1`;
  for (const { router_id: routerId, day, looks, packed } of days) {
    signal?.throwIfAborted();
    if (packed !== looks) await packDay(db, routerId, new Date(`${day}T00:00:00Z`));
  }
  const expected = days.reduce((sum, { looks }) => sum + looks, 0);
  return await db.$transaction(
    async (tx) => {
      // Whoever stores looks of so long ago waits for this lock.
      await lockMonth(tx, month);
      await tx.$executeRaw`select set_config('statement_timeout', ${String(DROP_DEADLINE_MS)}, true)`;
      const [gone] = await tx.$queryRaw<
        [{ looks: bigint }]
      >`select drop_look_partition(${first}::timestamptz) as looks`;
      if (Number(gone.looks) !== expected)
        throw new Error(
          `${month}: looks came while it was packed (${gone.looks} of ${expected}); tried again`,
        );
      return expected;
    },
    { timeout: DROP_DEADLINE_MS },
  );
}

async function packDay(db: Db, routerId: number, from: Date): Promise<void> {
  const looks = await storedLooks(db, routerId, from, new Date(from.getTime() + DAY_MS));
  const { content, digest } = pack(looks);
  const day = { looks: looks.length, content: new Uint8Array(content), digest: new Uint8Array(digest) };
  await db.lookDay.upsert({
    where: { routerId_day: { routerId, day: from } },
    create: { routerId, day: from, ...day },
    update: day,
  });
}

/** Builds the index of a month that is over anew, when that makes it a quarter smaller. Late looks of it wait for a second. */
export async function tidyMonth(db: Db, month: string): Promise<boolean> {
  const [done] = await db.$queryRaw<
    [{ tidied: boolean }]
  >`select tidy_look_partition(${new Date(`${month}-01T00:00:00Z`)}::timestamptz) as tidied`;
  return done.tidied;
}
