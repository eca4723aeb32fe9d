import type { Db } from '../platform/db.ts';
import { PRESUMED } from './sessions.ts';

/** Looks that came within this are believed, ms: an agent's clock may be off by a little. */
const FRESH_MS = 5 * 60_000;

interface Empty {
  readonly routerId: number;
  readonly lookAt: Date;
}

/**
 * Sessions that the polls prove to be over: a router that answers twice, a look apart, that nobody is among its active has
 * no session of before the first of these looks. Looks carry how many are online and never who, so nothing is concluded while
 * anybody is.
 */
export class EmptiedRouters {
  readonly #db: Db;
  #before = new Map<number, Date>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** Once a minute. Returns how many sessions were closed. */
  async close(now: Date): Promise<number> {
    const empty = await this.#db.$queryRaw<Empty[]>`
      select s.router_id as "routerId", s.last_answered_at as "lookAt" from router_status s
      where s.users = 0 and s.last_outcome = 'answered' and s.last_answered_at > ${new Date(now.getTime() - FRESH_MS)}::timestamptz
        and exists (select from hotspot_session h where h.router_id = s.router_id and h.acct_stop_time is null)`;
    const seen = new Map<number, Date>();
    let closed = 0;
    for (const { routerId, lookAt } of empty) {
      const first = this.#before.get(routerId);
      seen.set(routerId, first ?? lookAt);
      if (!first || lookAt <= first) continue;
      closed += await this.#db.$executeRaw`
        update hotspot_session set acct_stop_time = greatest(acct_update_time, acct_start_time),
          acct_terminate_cause = ${`${PRESUMED}Lost`}
        where router_id = ${routerId} and acct_stop_time is null and acct_update_time < ${first}::timestamptz`;
    }
    this.#before = seen;
    return closed;
  }
}
