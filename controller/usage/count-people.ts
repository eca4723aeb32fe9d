import type { Db, Tx } from '../platform/db.ts';
import { dayOf, monthOf } from './devices.ts';

const DAY_MS = 86_400_000;
/** Records of a session may come this late, days: a router behind a dead uplink keeps them. */
const LATE_DAYS = 3;

/**
 * Counts sessions and distinct devices of the days that may still change, and of their months; destroys the keys of
 * months that are over and counted, with all that they named. Running it again changes nothing. Returns months whose
 * keys were destroyed.
 */
export async function countPeople(db: Db, now: Date): Promise<string[]> {
  const first = dayOf(now.getTime() - LATE_DAYS * DAY_MS);
  const rows = await db.$queryRaw<{ day: string }[]>`
    select distinct day::text as day from device_seen d
    where day >= ${first}::date or not exists (select 1 from people_count p where p.area = 'regency' and p.period = d.day::text)
    order by 1`;
  for (const { day } of rows) await count(db, day, day, day);
  for (const month of new Set(rows.map(({ day }) => day.slice(0, 7)))) await countMonth(db, month);
  return await destroyOld(db, now);
}

const countMonth = (db: Db | Tx, month: string) => count(db, month, `${month}-01`, lastDayOf(month));

function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** One phone that is seen in two villages is one of the kecamatan. */
async function count(db: Db | Tx, period: string, from: string, to: string): Promise<void> {
  await db.$executeRaw`
    insert into people_count (area, period, sessions, devices)
    select area, ${period}, sum(sessions)::int, count(distinct device)::int from (
      select d.device, d.sessions, unnest(array['router:' || r.id, 'village:' || v.code, 'kecamatan:' || v.kecamatan_code, 'regency']) as area
      from device_seen d join router r on r.id = d.router_id join village v on v.code = r.village_code
      where d.day between ${from}::date and ${to}::date) seen
    group by area
    on conflict (area, period) do update set sessions = excluded.sessions, devices = excluded.devices`;
}

async function destroyOld(db: Db, now: Date): Promise<string[]> {
  const present = monthOf(now.getTime() - LATE_DAYS * DAY_MS);
  const over = await db.deviceKey.findMany({
    where: { month: { lt: present }, destroyedAt: null },
    orderBy: { month: 'asc' },
  });
  for (const { month } of over) {
    await db.$transaction(async (tx) => {
      await countMonth(tx, month);
      await tx.deviceKey.update({ where: { month }, data: { keySealed: null, destroyedAt: now } });
      await tx.$executeRaw`delete from device_seen where day between ${`${month}-01`}::date and ${lastDayOf(month)}::date`;
    });
  }
  return over.map(({ month }) => month);
}
