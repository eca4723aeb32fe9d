import type { Power } from '#contract/outages.ts';
import { type Db, Prisma, type Tx } from '../../platform/db.ts';
import { sessionBegun } from '../lte-sessions.ts';
import { heardAround } from '../signs.ts';
import { ANSWER_MEMORY_MS } from './answers-of.ts';
import type { Circumstances } from './cause-of.ts';
import { fatesOf, type Neighbour, TOGETHER_MS } from './neighbours.ts';
import { findingOf, type LogLine } from './router-log.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** WIB is UTC+7 all year. */
const WIB_MS = 7 * HOUR_MS;
/** A log that is read later than this after the return belongs to another story, ms. */
const LOG_MS = 30 * 60_000;
/** Neighbours that are looked at; more do not make it surer. */
const MOST_NEIGHBOURS = 60;
/** Providers sell decimal gigabytes. */
const GB = 1_000_000_000;

/** An outage as far as its circumstances depend on it; times in ms. */
export interface Away {
  readonly routerId: number;
  readonly lastGoodAt: number | null;
  readonly firstFailedAt: number;
  readonly endedAt: number | null;
  readonly firstGoodAt: number | null;
  readonly lastFailedAt: number;
  /** By its uptime after; null when it ran on or is not known. */
  readonly bootedAt: number | null;
}

/** All that stands in the database beside the looks and bears on why a router was away. */
export async function circumstancesOf(tx: Tx | Db, away: Away, now: Date): Promise<Circumstances> {
  const { routerId, lastGoodAt, firstFailedAt } = away;
  const [router] = await tx.$queryRaw<RouterRow[]>`
    select r.village_code, r.feeder, r.tower, r.provider, r.paid_until, r.data_quota_gb,
      exists (select 1 from router_log_line l where l.router_id = r.id and l.message like 'sinyal-desa %')
        or exists (select 1 from inspection i where i.router_id = r.id
          and i.facts->'netwatch' @> '[{"comment": "sinyal-desa internet"}]') as has_witness
    from router r where r.id = ${routerId}`;
  if (!router) throw new Error(`router ${routerId} is not there`);
  const neighbours = await neighboursOf(tx, routerId, router, away);
  const lines = await logOf(tx, away);
  return {
    asOf: away.endedAt ?? now.getTime(),
    sentReboots: await rebootsAround(tx, routerId, firstFailedAt),
    answers: await answersFor(tx, away),
    log: lines.length === 0 ? null : findingOf(lines, { lastGoodAt, firstFailedAt, bootedAt: away.bootedAt }),
    hasWitness: router.has_witness,
    fates: fatesOf(neighbours, firstFailedAt),
    feeder: router.feeder,
    uplink: router.tower ?? router.provider,
    paidUntil: await paidDays(tx, routerId, router.paid_until),
    quotaShare: await quotaShareAt(tx, routerId, router.data_quota_gb, firstFailedAt),
    planned: await maintenanceAt(tx, router.village_code, firstFailedAt),
    heard: await heardOf(tx, away, now),
    sessionBeganAt: await sessionOf(tx, away),
  };
}

/** A session that began while it was away; null while it still is. */
const sessionOf = async (tx: Tx | Db, { routerId, lastGoodAt, firstFailedAt, firstGoodAt }: Away) =>
  firstGoodAt === null ? null : await sessionBegun(tx, routerId, lastGoodAt ?? firstFailedAt, firstGoodAt);

const heardOf = (tx: Tx | Db, away: Away, now: Date) => {
  const until = away.firstGoodAt ?? away.endedAt ?? now.getTime();
  return heardAround(tx, away.routerId, away, { lastFailedAt: away.lastFailedAt, until });
};

interface RouterRow {
  village_code: string;
  feeder: string | null;
  tower: string | null;
  provider: string | null;
  paid_until: Date | null;
  data_quota_gb: number | null;
  has_witness: boolean;
}

async function rebootsAround(tx: Tx | Db, routerId: number, at: number): Promise<number[]> {
  const rows = await tx.$queryRaw<
    { sent_at: Date }[]
  >`select sent_at from action where router_id = ${routerId} and kind = 'reboot'
    and sent_at between ${new Date(at - HOUR_MS)} and ${new Date(at + HOUR_MS)} order by sent_at`;
  return rows.map((row) => row.sent_at.getTime());
}

async function answersFor(tx: Tx | Db, { routerId, firstFailedAt, endedAt }: Away) {
  const rows = await tx.contactAnswer.findMany({
    where: {
      routerId,
      at: {
        gte: new Date(firstFailedAt),
        ...(endedAt === null ? {} : { lte: new Date(endedAt + ANSWER_MEMORY_MS) }),
      },
    },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { at: true, firstFailedAt: true, power: true },
  });
  return rows.map((row) => ({
    at: row.at.getTime(),
    askedOf: row.firstFailedAt.getTime(),
    power: row.power as Power,
  }));
}

/** Lines that were first read when it was back. */
async function logOf(tx: Tx | Db, { routerId, firstGoodAt }: Away): Promise<LogLine[]> {
  if (firstGoodAt === null) return [];
  const rows = await tx.routerLogLine.findMany({
    where: { routerId, readAt: { gte: new Date(firstGoodAt), lte: new Date(firstGoodAt + LOG_MS) } },
    orderBy: { id: 'asc' },
    select: { readAt: true, stamp: true, message: true },
  });
  return rows.map((row) => ({ ...row, readAt: row.readAt.getTime() }));
}

interface NeighbourRow {
  id: number;
  shares_feeder: boolean;
  shares_uplink: boolean;
  feeder: string | null;
  first_failed_at: Date | null;
  ended_at: Date | null;
  kind: string | null;
  seen: boolean;
}

/** Routers of the same feeder, tower or provider that fell with it, or were seen up through its start. */
async function neighboursOf(
  tx: Tx | Db,
  routerId: number,
  { feeder, tower, provider }: RouterRow,
  { firstFailedAt }: Away,
): Promise<Neighbour[]> {
  if (feeder === null && tower === null && provider === null) return [];
  const from = new Date(firstFailedAt - TOGETHER_MS);
  const to = new Date(firstFailedAt + TOGETHER_MS);
  const uplink = Prisma.sql`(r.tower = ${tower} or r.provider = ${provider})`;
  const rows = await tx.$queryRaw<NeighbourRow[]>`
    select r.id, coalesce(r.feeder = ${feeder}, false) as shares_feeder, coalesce(${uplink}, false) as shares_uplink, r.feeder,
      o.first_failed_at, o.ended_at, o.evidence->>'kind' as kind,
      exists (select 1 from span s where s.router_id = r.id and s.state in ('up', 'degraded') and s.during @> tstzrange(${from}, ${to})) as seen
    from router r
    left join lateral (select * from outage where router_id = r.id and first_failed_at between ${from} and ${to}
      order by first_failed_at limit 1) o on true
    where r.id <> ${routerId} and r.removed_at is null and (r.feeder = ${feeder} or ${uplink})
    order by abs(extract(epoch from o.first_failed_at - ${new Date(firstFailedAt)}::timestamptz)) nulls last, r.id limit ${MOST_NEIGHBOURS}`;
  return rows
    .filter((row) => row.first_failed_at !== null || row.seen)
    .map((row) => ({
      routerId: row.id,
      sharesFeeder: row.shares_feeder,
      sharesUplink: row.shares_uplink,
      feeder: row.feeder,
      fell: row.first_failed_at && {
        firstFailedAt: row.first_failed_at.getTime(),
        endedAt: row.ended_at?.getTime() ?? null,
        ranOn:
          row.kind === 'uptime-ran-on'
            ? true
            : row.kind === 'restarted' || row.kind === 'commanded-reboot'
              ? false
              : null,
      },
    }));
}

/** Ends (WIB) of the days that were paid up to: today's, and those that a chore told of before the bill was paid. */
async function paidDays(tx: Tx | Db, routerId: number, present: Date | null): Promise<number[]> {
  const told = await tx.chore.findMany({
    where: { routerId, kind: 'paid-until', detail: { not: null } },
    select: { detail: true },
    orderBy: { since: 'desc' },
    take: 24,
  });
  const days = told.map(({ detail }) => Date.parse(`${detail}T00:00:00Z`)).filter(Number.isFinite);
  const all = present === null ? days : [present.getTime(), ...days];
  return [...new Set(all)].map((day) => day + DAY_MS - WIB_MS);
}

/** Of the calendar month in WIB, both directions, by our own counters. */
async function quotaShareAt(
  tx: Tx | Db,
  routerId: number,
  quotaGb: number | null,
  at: number,
): Promise<number | null> {
  if (quotaGb === null || quotaGb <= 0) return null;
  const wib = new Date(at + WIB_MS);
  const month = new Date(Date.UTC(wib.getUTCFullYear(), wib.getUTCMonth(), 1) - WIB_MS);
  const [sum] = await tx.$queryRaw<{ bytes: number | null }[]>`
    select sum(receive_bytes + transmit_bytes)::float8 as bytes from usage_hour
    where router_id = ${routerId} and hour >= ${month} and hour <= ${new Date(at)}`;
  return (sum?.bytes ?? 0) / (quotaGb * GB);
}

/** Maintenance that was entered before it began, or that a second person approved. */
async function maintenanceAt(tx: Tx | Db, village: string, at: number): Promise<Circumstances['planned']> {
  const rows = await tx.plannedWindow.findMany({
    where: {
      kind: 'maintenance',
      withdrawnAt: null,
      from: { lte: new Date(at) },
      until: { gt: new Date(at) },
      OR: [{ villages: { isEmpty: true } }, { villages: { has: village } }],
    },
    orderBy: [{ from: 'asc' }, { id: 'asc' }],
  });
  const counts = rows.find((row) => row.enteredAt <= row.from || row.approvedAt !== null);
  return counts
    ? { reference: counts.reference, from: counts.from.getTime(), until: counts.until.getTime() }
    : null;
}
