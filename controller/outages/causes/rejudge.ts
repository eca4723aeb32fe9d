import type { Db, Tx } from '../../platform/db.ts';
import type { OutageChange } from '../changes-of.ts';
import { judgeAgain } from '../outage-rows.ts';
import { lockRouters } from '../routers.ts';
import { SITE_MS, TOGETHER_MS } from './neighbours.ts';

/** Rows are seen this long after they were written: a transaction that began before may end later, ms. */
const LATE_COMMIT_MS = 60_000;
/** At start, changes of this long ago are looked at again, ms. */
const FIRST_LOOK_BACK_MS = 86_400_000;
/** Open outages are judged again this often for what time alone tells, ms. */
const OPEN_EVERY_MS = 600_000;
/** Of one transaction. */
const CHUNK = 50;

/**
 * Judges outages again when something beside their own looks became known: a neighbour fell or came back, a log was read,
 * hours went by. Hold one for the life of the process; what it forgets when it dies, it looks at again.
 */
export class Rejudge {
  #since: Date | null = null;
  #openAt = 0;

  /** Calls `alongside` in each transaction that changed something; returns routers whose outages changed. */
  async run(
    db: Db,
    now: Date,
    alongside: (tx: Tx, changes: readonly OutageChange[], now: Date) => Promise<void>,
  ): Promise<Set<number>> {
    const since = this.#since ?? new Date(now.getTime() - FIRST_LOOK_BACK_MS);
    const due = new Set(await disturbed(db, since));
    if (now.getTime() - this.#openAt >= OPEN_EVERY_MS) {
      for (const id of await longOpen(db, now)) due.add(id);
      this.#openAt = now.getTime();
    }
    const ids = [...due];
    const changed = new Set<number>();
    for (let at = 0; at < ids.length; at += CHUNK) {
      const some = ids.slice(at, at + CHUNK);
      const changes = await db.$transaction(async (tx) => await judgeSome(tx, some, now, alongside));
      for (const { routerId } of changes) changed.add(routerId);
    }
    this.#since = new Date(now.getTime() - LATE_COMMIT_MS);
    return changed;
  }
}

async function judgeSome(
  tx: Tx,
  ids: readonly number[],
  now: Date,
  alongside: (tx: Tx, changes: readonly OutageChange[], now: Date) => Promise<void>,
): Promise<OutageChange[]> {
  const routers = await tx.$queryRaw<{ router_id: number }[]>`
    select distinct router_id from outage where id = any(${[...ids]}::int[])`;
  await lockRouters(
    tx,
    routers.map((row) => row.router_id),
  );
  const rows = await tx.outage.findMany({
    where: { id: { in: [...ids] } },
    orderBy: { firstFailedAt: 'asc' },
  });
  const changes: OutageChange[] = [];
  for (const row of rows) {
    const change = await judgeAgain(tx, row, now);
    if (change) changes.push(change);
  }
  if (changes.length > 0) await alongside(tx, changes, now);
  return changes;
}

/**
 * Outages that began with one that changed since on a shared feeder or uplink, and those whose router's log was read, or
 * that spoke by itself, since.
 */
async function disturbed(db: Db, since: Date): Promise<number[]> {
  const together = TOGETHER_MS / 1000;
  const rows = await db.$queryRaw<{ id: number }[]>`
    select o.id from outage n join router a on a.id = n.router_id
    join outage o on o.router_id <> n.router_id
      and o.first_failed_at between n.first_failed_at - ${together}::int * interval '1 second' and n.first_failed_at + ${together}::int * interval '1 second'
    join router b on b.id = o.router_id
    where n.changed_at >= ${since} and (a.feeder = b.feeder or a.tower = b.tower or a.provider = b.provider)
    union
    select o.id from router_log_line l join outage o on o.router_id = l.router_id and o.first_good_at <= l.read_at
      and o.first_good_at >= l.read_at - interval '30 minutes'
    where l.stored_at >= ${since}
    union
    select o.id from lte_session s join outage o on o.router_id = s.router_id and o.first_good_at >= s.began_at
      and coalesce(o.last_good_at, o.first_failed_at) < s.began_at
    where s.stored_at >= ${since}
    union
    select o.id from sign_of_life g join outage o on o.router_id = g.router_id
      and (o.ended_at is null or o.ended_at >= ${since}::timestamptz - interval '1 hour')
    where g.changed_at >= ${since} and g.hour >= ${since}::timestamptz - interval '2 hours'`;
  return rows.map((row) => row.id);
}

/** Open for so long that their absence may tell something. */
async function longOpen(db: Db, now: Date): Promise<number[]> {
  const rows = await db.outage.findMany({
    where: { endedAt: null, firstFailedAt: { lte: new Date(now.getTime() - SITE_MS) } },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: 1_000,
  });
  return rows.map((row) => row.id);
}
