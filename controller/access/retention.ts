import type { Db } from '../platform/db.ts';

/** A session with its MAC answers "who had this address then"; after this nobody needs to know. */
export const SESSION_DAYS = 90;

/** Forgets sessions whose last word is older than that. What they used stands in the hourly sums of their router. */
export async function forgetOldSessions(db: Db, now: Date): Promise<number> {
  return await db.$executeRaw`
    delete from hotspot_session where acct_update_time < ${now}::timestamptz - ${SESSION_DAYS} * interval '1 day'`;
}
