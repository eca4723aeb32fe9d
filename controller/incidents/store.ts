import type { Cause } from '#contract/outages.ts';
import type { Db, Tx } from '../platform/db.ts';
import { type Fallen, type Judged, judgeTogether, type Known } from './judge.ts';

/** Outages that begin within this of a changed one are looked at with it, ms. */
const AROUND_MS = 300_000;
/** Between two outages that lie further apart no cluster can reach, ms. */
const GAP_MS = 180_000;
/** A router's own history, days; and its rate when it has none, per hour. */
const HISTORY_DAYS = 90;
const LEAST_RATE = 0.005;
/** Rows are seen this long after they were written: a transaction that began before may end later, ms. */
const LATE_COMMIT_MS = 60_000;
const FIRST_LOOK_BACK_MS = 86_400_000;

/** Judges again around outages that changed. Hold one for the life of the process. */
export class IncidentClock {
  #since: Date | null = null;

  /** True when incidents changed. */
  async run(db: Db, now: Date): Promise<boolean> {
    const since = this.#since ?? new Date(now.getTime() - FIRST_LOOK_BACK_MS);
    const windows = await changedWindows(db, since);
    let changed = false;
    for (const window of windows) {
      const did = await db.$transaction(async (tx) => {
        await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('incidents'))`;
        return await judgeWindow(tx, window);
      });
      changed ||= did;
    }
    this.#since = new Date(now.getTime() - LATE_COMMIT_MS);
    return changed;
  }
}

interface Window {
  readonly from: Date;
  readonly to: Date;
}

/** Times around outages that changed since, as few as can be; also around members whose outage is gone. */
async function changedWindows(db: Db, since: Date): Promise<Window[]> {
  const rows = await db.$queryRaw<{ at: Date }[]>`
    select first_failed_at as at from outage where changed_at >= ${since}
    union select m.first_failed_at from incident_member m
      left join outage o on o.router_id = m.router_id and o.first_failed_at = m.first_failed_at where o.id is null
    order by 1`;
  const windows: { from: Date; to: Date }[] = [];
  for (const { at } of rows) {
    const [from, to] = [new Date(at.getTime() - AROUND_MS), new Date(at.getTime() + AROUND_MS)];
    const last = windows.at(-1);
    if (last && from <= last.to) last.to = to;
    else windows.push({ from, to });
  }
  return windows;
}

interface OutageRow {
  router_id: number;
  last_good_at: Date | null;
  first_failed_at: Date;
  last_failed_at: Date;
  first_good_at: Date | null;
  ended_at: Date | null;
  cause: Cause;
  kind: string;
}

async function judgeWindow(tx: Tx, window: Window): Promise<boolean> {
  const rows = await tx.$queryRaw<OutageRow[]>`
    select router_id, last_good_at, first_failed_at, last_failed_at, first_good_at, ended_at, cause, evidence->>'kind' as kind
    from outage where first_failed_at between ${window.from} and ${window.to} order by first_failed_at, router_id`;
  const groups: Judged[] = [];
  for (const rough of roughly(rows.map(fallen))) {
    const known = await knownOf(tx, rough);
    const up = await upThrough(tx, [...known.keys()], rough);
    groups.push(...judgeTogether(rough, known, (routerId) => up.has(routerId)));
  }
  return await save(tx, groups, window);
}

const fallen = (row: OutageRow): Fallen => ({
  routerId: row.router_id,
  lastGoodAt: row.last_good_at?.getTime() ?? null,
  firstFailedAt: row.first_failed_at.getTime(),
  lastFailedAt: row.last_failed_at.getTime(),
  firstGoodAt: row.first_good_at?.getTime() ?? null,
  endedAt: row.ended_at?.getTime() ?? null,
  cause: row.cause,
  ranOn:
    row.kind === 'uptime-ran-on'
      ? true
      : row.kind === 'restarted' || row.kind === 'commanded-reboot'
        ? false
        : null,
});

/** Runs without a gap that no cluster reaches over; one outage alone shares no fate. */
function roughly(outages: readonly Fallen[]): Fallen[][] {
  const runs: Fallen[][] = [];
  for (const outage of outages) {
    const last = runs.at(-1);
    if (last && outage.firstFailedAt - last.at(-1)!.firstFailedAt <= GAP_MS) last.push(outage);
    else runs.push([outage]);
  }
  return runs.filter(({ length }) => length > 1);
}

/** The fallen, and every router that shares a name with one of them. */
async function knownOf(tx: Tx, outages: readonly Fallen[]): Promise<Map<number, Known>> {
  const ids = outages.map(({ routerId }) => routerId);
  const rows = await tx.$queryRaw<(Omit<Known, 'perHour'> & { outages: number; hours: number })[]>`
    with fallen as (select r.*, v.kecamatan from router r join village v on v.code = r.village_code where r.id = any(${ids}::int[]))
    select r.id as "routerId", r.provider, r.tower, r.feeder, v.kecamatan, a.name as agent,
      (select count(*)::int from outage o where o.router_id = r.id and o.first_failed_at > now() - ${HISTORY_DAYS}::int * interval '1 day') as outages,
      extract(epoch from now() - greatest(r.in_service_since, now() - ${HISTORY_DAYS}::int * interval '1 day'))::float8 / 3600 as hours
    from router r join village v on v.code = r.village_code left join agent a on a.id = r.agent_id
    where r.removed_at is null and exists (select 1 from fallen f where f.id = r.id or f.feeder = r.feeder or f.tower = r.tower
      or f.provider = r.provider or f.kecamatan = v.kecamatan or f.agent_id = r.agent_id)`;
  return new Map(
    rows.map(({ outages: count, hours, ...router }) => [
      router.routerId,
      { ...router, perHour: Math.max(LEAST_RATE, hours > 24 ? count / hours : LEAST_RATE) },
    ]),
  );
}

/** Routers that were seen up from before the first start until after the last. */
async function upThrough(tx: Tx, ids: readonly number[], outages: readonly Fallen[]): Promise<Set<number>> {
  const starts = outages.map(({ firstFailedAt }) => firstFailedAt);
  const from = new Date(Math.min(...starts) - 60_000);
  const to = new Date(Math.max(...starts) + 60_000);
  const rows = await tx.$queryRaw<{ router_id: number }[]>`
    select distinct router_id from span where router_id = any(${[...ids]}::int[])
      and state in ('up', 'degraded') and during @> tstzrange(${from}, ${to})`;
  return new Set(rows.map((row) => row.router_id));
}

const keyOf = ({ routerId, firstFailedAt }: { routerId: number; firstFailedAt: number | Date }) =>
  `${routerId} ${typeof firstFailedAt === 'number' ? firstFailedAt : firstFailedAt.getTime()}`;

/**
 * Writes what was judged in a window. A proposal follows the judgement; what somebody confirmed keeps its link, name and
 * cause and only gains members; what somebody rejected is not proposed again.
 */
async function save(tx: Tx, groups: readonly Judged[], { from, to }: Window): Promise<boolean> {
  await tx.$executeRaw`delete from incident_member m where m.first_failed_at between ${from} and ${to}
    and not exists (select 1 from outage o where o.router_id = m.router_id and o.first_failed_at = m.first_failed_at)`;
  const standing = await tx.incident.findMany({
    where: { members: { some: { firstFailedAt: { gte: from, lte: to } } } },
    include: { members: true },
    orderBy: { id: 'asc' },
  });
  const empty = await tx.incident.deleteMany({ where: { members: { none: {} }, state: 'proposed' } });
  let changed = empty.count > 0;
  const left = new Map(standing.map((incident) => [incident.id, incident]));
  for (const group of groups) {
    const keys = new Set(group.members.map(keyOf));
    const of = [...left.values()].filter(({ members }) => members.some((member) => keys.has(keyOf(member))));
    const decided = of.find(({ state }) => state !== 'proposed');
    const same = decided ?? of[0];
    for (const one of of) left.delete(one.id);
    if (decided?.state === 'rejected') continue;
    // Two proposals that became one: the older stays.
    const others = of.filter((one) => one !== same && one.state === 'proposed').map(({ id }) => id);
    if (others.length > 0) await tx.incident.deleteMany({ where: { id: { in: others } } });
    changed = (await put(tx, group, same ?? null)) || changed;
  }
  const gone = [...left.values()].filter(({ state }) => state === 'proposed').map(({ id }) => id);
  if (gone.length > 0) {
    await tx.incident.deleteMany({ where: { id: { in: gone } } });
    changed = true;
  }
  return changed;
}

type Standing = { id: number; state: string; members: { routerId: number; firstFailedAt: Date }[] };

async function put(tx: Tx, group: Judged, same: Standing | null): Promise<boolean> {
  const ends = group.members.map(({ firstGoodAt, endedAt }) => firstGoodAt ?? endedAt);
  const times = {
    beganAt: new Date(group.members[0]!.firstFailedAt),
    endedAt: ends.includes(null) ? null : new Date(Math.max(...(ends as number[]))),
  };
  const proposal = { link: group.link, name: group.name, cause: group.cause };
  const evidence = JSON.parse(JSON.stringify(group.evidence));
  const id =
    same?.id ??
    (await tx.incident.create({ data: { ...proposal, ...times, evidence }, select: { id: true } })).id;
  const had = new Set(same?.members.map(keyOf));
  const has = new Set(group.members.map(keyOf));
  const added = group.members.filter((member) => !had.has(keyOf(member)));
  const removed = same?.state === 'proposed' ? same.members.filter((member) => !has.has(keyOf(member))) : [];
  for (const { routerId, firstFailedAt } of removed)
    await tx.incidentMember.deleteMany({ where: { incidentId: id, routerId, firstFailedAt } });
  for (const { routerId, firstFailedAt } of added) {
    const key = { routerId, firstFailedAt: new Date(firstFailedAt) };
    // A member of an incident that somebody decided on stays there.
    await tx.$executeRaw`insert into incident_member (incident_id, router_id, first_failed_at)
      values (${id}, ${key.routerId}, ${key.firstFailedAt})
      on conflict (router_id, first_failed_at) do update set incident_id = excluded.incident_id
      where (select state from incident where id = incident_member.incident_id) = 'proposed'`;
  }
  if (same)
    await tx.incident.update({
      where: { id },
      data:
        same.state === 'proposed'
          ? { ...proposal, ...times, evidence }
          : { endedAt: times.endedAt, evidence },
    });
  return same === null || added.length > 0 || removed.length > 0 || times.endedAt !== null;
}
