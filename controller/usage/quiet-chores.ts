import { closeChore, openChore } from '../chores/store.ts';
import type { Db } from '../platform/db.ts';
import { isOddlyQuiet } from './odd-quiet.ts';

/** Weeks that are looked back, so that some may be unobserved. */
const LOOK_BACK_WEEKS = 6;
/** Last users are sought no further back than this, hours. */
const LAST_SEEN_HOURS = 48;

interface Row {
  id: number;
  state: string | null;
  since: Date | null;
  last_seen: Date | null;
  weeks: (number | null)[];
  open: boolean;
}

/** Opens and closes the chore of routers that are oddly quiet; returns how many changed. */
export async function tendQuiet(db: Db, now: Date): Promise<number> {
  const rows = await db.$queryRaw<Row[]>`
    select r.id, s.state, s.since,
      case when s.users > 0 then s.last_answered_at else
        (select max(u.hour) + interval '59 minutes' from usage_hour u where u.router_id = r.id and u.peak_users > 0
          and u.hour > ${now}::timestamptz - ${LAST_SEEN_HOURS}::int * interval '1 hour') end as last_seen,
      array(select u.peak_users from generate_series(1, ${LOOK_BACK_WEEKS}::int) w
        left join usage_hour u on u.router_id = r.id and u.answered > 0
          and u.hour = date_trunc('hour', ${now}::timestamptz) - w * interval '7 days' order by w) as weeks,
      exists (select from chore c where c.router_id = r.id and c.kind = 'odd-quiet' and c.until is null) as open
    from router r left join router_status s on s.router_id = r.id where r.removed_at is null`;
  let changed = 0;
  for (const row of rows) {
    const facts = {
      isUp: row.state === 'up',
      lastSeenAt: row.last_seen?.getTime() ?? null,
      upSince: row.since?.getTime() ?? now.getTime(),
      weeks: row.weeks,
    };
    // While it is open, only somebody who comes or an outage closes it: the next hour may have no habit.
    const seen = facts.lastSeenAt !== null && now.getTime() - facts.lastSeenAt < 7_200_000;
    const is = row.open ? facts.isUp && !seen : isOddlyQuiet(facts, now.getTime());
    if (is === row.open) continue;
    if (is) await openChore(db, row.id, 'odd-quiet', '', now);
    else await closeChore(db, row.id, 'odd-quiet', now);
    changed += 1;
  }
  return changed;
}
