import { ADDRESS_DAYS } from '#contract/privacy.ts';
import { type Db, Prisma } from '../platform/db.ts';

/** A session with its MAC answers "who had this address then"; after this nobody needs to know. */
export const SESSION_DAYS = ADDRESS_DAYS;
/** Its row without a name is of use for the figures of a year. */
export const ROW_DAYS = 400;

/** No approved hold that was not lifted speaks for this village (`r`) and time. */
const notHeld = (from: Prisma.Sql, until: Prisma.Sql) => Prisma.sql`not exists (select 1 from legal_hold h
  where h.approved_at is not null and h.lifted_at is null and (h.village_code is null or h.village_code = r.village_code)
    and h.from_at <= ${until} and h.until_at >= ${from})`;

/**
 * Takes the phone out of sessions whose last word is older than SESSION_DAYS (its address, the inside address, and the ids that
 * were made from them), and out of disconnects of that age; deletes rows after ROW_DAYS. What a legal hold speaks of
 * stays as it is. What they used stands in the hourly sums of their router.
 */
export async function forgetOldSessions(db: Db, now: Date): Promise<{ erased: number; deleted: number }> {
  const before = (days: number) => Prisma.sql`${now}::timestamptz - ${days} * interval '1 day'`;
  const session = notHeld(Prisma.sql`s.acct_start_time`, Prisma.sql`s.acct_update_time`);
  const erased = await db.$executeRaw`
    update hotspot_session s set user_name = '', calling_station_id = '', framed_ip_address = null, class = null,
      acct_unique_id = 'erased:' || s.id, acct_session_id = '', voucher_id = null, erased_at = ${now}::timestamptz,
      acct_stop_time = coalesce(s.acct_stop_time, s.acct_update_time)
    from router r where r.id = s.router_id and s.erased_at is null and s.acct_update_time < ${before(SESSION_DAYS)} and ${session}`;
  await db.$executeRaw`
    update action a set mac = null from router r
    where r.id = a.router_id and a.mac is not null and a.asked_at < ${before(SESSION_DAYS)}
      and ${notHeld(Prisma.sql`a.asked_at`, Prisma.sql`a.asked_at`)}`;
  const deleted = await db.$executeRaw`
    delete from hotspot_session s using router r
    where r.id = s.router_id and s.acct_update_time < ${before(ROW_DAYS)} and ${session}`;
  return { erased, deleted };
}
