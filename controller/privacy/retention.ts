import { forgetOldSessions } from '../access/retention.ts';
import { sweepTickets } from '../access/tickets.ts';
import type { Db } from '../platform/db.ts';

/** WIB is UTC+7 all year. */
const WIB_MS = 7 * 3_600_000;
/** What residents wrote, days from when it came. */
export const TEXT_DAYS = 90;
/** Sealed answers to authorities, days from the decision. */
export const ANSWER_DAYS = 365;

/**
 * Enforces what fields.ts promises. Running it again changes nothing. Keys of months are destroyed by usage/count-people.ts,
 * with the devices that they named.
 */
export async function enforceRetention(db: Db, now: Date): Promise<void> {
  await sweepTickets(db, now);
  await forgetOldSessions(db, now);
  await forgetReporters(db, now);
  await db.$executeRaw`
    update resident_report set text = null where text is not null and received_at < ${now}::timestamptz - ${TEXT_DAYS} * interval '1 day'`;
  await db.$executeRaw`
    update data_request set answer_sealed = null
    where answer_sealed is not null and decided_at < ${now}::timestamptz - ${ANSWER_DAYS} * interval '1 day'`;
}

/** The key of a day goes with the hashes that it made: from then on nobody can tell who reported. */
async function forgetReporters(db: Db, now: Date): Promise<void> {
  const today = new Date(now.getTime() + WIB_MS).toISOString().slice(0, 10);
  const began = new Date(Date.parse(`${today}T00:00:00Z`) - WIB_MS);
  await db.$transaction([
    db.$executeRaw`update resident_report set reporter = null where reporter is not null and received_at < ${began}::timestamptz`,
    db.$executeRaw`delete from day_key where day < ${today}::date`,
  ]);
}

/** Only one of several controllers does it at a time; false: another is at it. */
export async function enforceOnce(db: Db, now: Date): Promise<boolean> {
  return await db.$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<{ free: boolean }[]>`
        select pg_try_advisory_xact_lock(hashtext('retention')) as free`;
      if (!lock?.free) return false;
      await enforceRetention(db, now);
      return true;
    },
    { timeout: 120_000 },
  );
}
