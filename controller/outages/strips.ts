import type { Cause, StripDay, VillageStrip } from '#contract/outages.ts';
import type { State } from '#contract/status.ts';
import { type Db, Prisma } from '../platform/db.ts';
import { COUNTING, RULED } from './rulings.ts';

const DAY_MS = 86_400_000;
/** WIB is UTC+7 all year. */
const WIB_MS = 7 * 3_600_000;

/** Number of the day (WIB) that holds an instant. */
const dayOf = (at: number) => Math.floor((at + WIB_MS) / DAY_MS);
const startOf = (day: number) => day * DAY_MS - WIB_MS;
const nameOf = (day: number) => new Date(day * DAY_MS).toISOString().slice(0, 10);

interface Row {
  code: string;
  day: number;
  state: State;
  cause: Cause | null;
  seconds: number;
}

/** Days of every village up to and with the day that holds `until` (cut at `now`): seconds of its routers together. */
export async function stripsOf(
  db: Db,
  villages: readonly string[] | null,
  days: number,
  until: number,
  now: Date,
): Promise<VillageStrip[]> {
  const last = dayOf(Math.min(until, now.getTime()));
  const first = last - days + 1;
  const from = new Date(startOf(first));
  const to = new Date(Math.min(startOf(last + 1), now.getTime()));
  const ofVillages =
    villages === null ? Prisma.empty : Prisma.sql`and r.village_code = any(${[...villages]}::text[])`;
  const routers = await db.router.findMany({
    where: { removedAt: null, ...(villages === null ? {} : { villageCode: { in: [...villages] } }) },
    select: { id: true, name: true, village: { select: { code: true, name: true, kecamatan: true } } },
    orderBy: [{ village: { name: 'asc' } }, { id: 'asc' }],
  });
  const rows = await db.$queryRaw<Row[]>`
    with day as (
      select d, tstzrange(${from}::timestamptz + (d - ${first}::int) * interval '1 day',
        least(${from}::timestamptz + (d - ${first}::int + 1) * interval '1 day', ${to}::timestamptz)) as range
      from generate_series(${first}::int, ${last}::int) d),
    part as (
      select r.village_code as code, s.state, s.during, case when s.state = 'down' then ${COUNTING} end as cause
      from router r join span s on s.router_id = r.id and s.during && tstzrange(${from}, ${to})
      left join outage o on s.state = 'down' and o.router_id = s.router_id and o.first_failed_at = lower(s.during)
      ${RULED}
      where r.removed_at is null ${ofVillages})
    select part.code, day.d as day, part.state, part.cause,
      sum(extract(epoch from upper(part.during * day.range) - lower(part.during * day.range)))::float8 as seconds
    from part join day on part.during && day.range group by 1, 2, 3, 4`;
  const byVillage = Map.groupBy(rows, (row) => row.code);
  return [...Map.groupBy(routers, (router) => router.village.code)].map(([code, own]) => {
    const byDay = Map.groupBy(byVillage.get(code) ?? [], (row) => row.day);
    return {
      village: own[0]!.village,
      routers: own.map(({ id, name }) => ({ id, name })),
      days: Array.from({ length: days }, (_, index) =>
        stripDay(first + index, byDay.get(first + index) ?? []),
      ),
    };
  });
}

function stripDay(day: number, rows: readonly Row[]): StripDay {
  const is: StripDay = { day: nameOf(day), up: 0, degraded: 0, down: {}, unknown: 0 };
  for (const { state, cause, seconds } of rows) {
    if (state === 'down') {
      const of = cause ?? 'undetermined';
      is.down[of] = (is.down[of] ?? 0) + seconds;
    } else is[state] += seconds;
  }
  return is;
}
