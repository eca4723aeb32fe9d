import type { Sparkline, UsageHour, UsagePoint } from '#contract/usage.ts';
import { type Db, Prisma } from '../platform/db.ts';
import { HOUR_MS, hourOf } from './usage-of.ts';

const SPARK_HOURS = 24;
/** Buckets of the chart on *Titik*: no more than a screen has pixels to show. */
const CHART_POINTS = 288;

/** Traffic of each router by hour, from the sums; an hour without an answered look is a gap. */
export async function sparklines(
  db: Db,
  villages: readonly string[] | null,
  now: Date,
): Promise<Sparkline[]> {
  const from = hourOf(now.getTime()) - (SPARK_HOURS - 1) * HOUR_MS;
  const ofVillages =
    villages === null ? Prisma.empty : Prisma.sql`and r.village_code = any(${[...villages]}::text[])`;
  const rows = await db.$queryRaw<{ id: number; hour: Date | null; bytes: number | null }[]>`
    select r.id, u.hour, u.receive_bytes::float8 as bytes from router r
    left join usage_hour u on u.router_id = r.id and u.hour >= ${new Date(from)} and u.answered > 0
    where r.removed_at is null ${ofVillages} order by r.id`;
  return [...Map.groupBy(rows, (row) => row.id)].map(([routerId, hours]) => {
    const bitsPerSecond: (number | null)[] = Array.from({ length: SPARK_HOURS }, () => null);
    for (const { hour, bytes } of hours) {
      if (hour === null || bytes === null) continue;
      const seconds = Math.min(HOUR_MS, now.getTime() - hour.getTime()) / 1000;
      bitsPerSecond[(hour.getTime() - from) / HOUR_MS] = Math.round((bytes * 8) / Math.max(seconds, 1));
    }
    return { routerId, from: new Date(from).toISOString(), stepSeconds: HOUR_MS / 1000, bitsPerSecond };
  });
}

/** The chart of one router; a bucket without an answered look is a gap. */
export async function usagePoints(db: Db, routerId: number, hours: number, now: Date): Promise<UsagePoint[]> {
  const stepSeconds = Math.ceil((hours * 3_600) / CHART_POINTS);
  const from = new Date(
    (Math.floor(now.getTime() / 1000 / stepSeconds) - CHART_POINTS + 1) * stepSeconds * 1000,
  );
  const rows = await bucketRows(db, [routerId], from, stepSeconds);
  const byBucket = new Map(rows.map((row) => [row.bucket, row]));
  return Array.from({ length: CHART_POINTS }, (_, bucket) => {
    const row = byBucket.get(bucket);
    return {
      at: new Date(from.getTime() + bucket * stepSeconds * 1000).toISOString(),
      receiveBitsPerSecond: row?.receive ?? null,
      transmitBitsPerSecond: row?.transmit ?? null,
      users: row?.users ?? null,
    };
  });
}

interface BucketRow {
  router_id: number;
  bucket: number;
  receive: number | null;
  transmit: number | null;
  users: number | null;
}

/** Mean rates between neighbouring answered looks, gathered by the bucket in which the later one lies. */
async function bucketRows(
  db: Db,
  routerIds: readonly number[],
  from: Date,
  stepSeconds: number,
): Promise<BucketRow[]> {
  if (routerIds.length === 0) return [];
  return await db.$queryRaw<BucketRow[]>`
    with marks as (
      select router_id, at, users, uptime_seconds, receive_bytes, transmit_bytes,
        lag(at) over w as last_at, lag(receive_bytes) over w as last_receive, lag(transmit_bytes) over w as last_transmit,
        lag(uptime_seconds) over w as last_uptime
      from look where router_id = any(${[...routerIds]}::int[]) and at >= ${from} and outcome = 'answered'
      window w as (partition by router_id order by at)),
    steps as (
      select router_id, at, users, extract(epoch from at - last_at) as seconds,
        case when uptime_seconds < last_uptime or receive_bytes < last_receive then receive_bytes else receive_bytes - last_receive end as receive,
        case when uptime_seconds < last_uptime or transmit_bytes < last_transmit then transmit_bytes else transmit_bytes - last_transmit end as transmit
      from marks)
    select router_id, floor(extract(epoch from at - ${from}::timestamptz) / ${stepSeconds}::int)::int as bucket,
      (sum(receive) * 8 / nullif(sum(seconds), 0))::float8 as receive, (sum(transmit) * 8 / nullif(sum(seconds), 0))::float8 as transmit,
      avg(users)::float8 as users
    from steps group by 1, 2`;
}

/** Hourly sums of a router in [from, to). */
export async function usageHours(db: Db, routerId: number, from: Date, to: Date): Promise<UsageHour[]> {
  const rows = await db.usageHour.findMany({
    where: { routerId, hour: { gte: from, lt: to } },
    orderBy: { hour: 'asc' },
  });
  return rows.map((row) => ({
    hour: row.hour.toISOString(),
    receiveBytes: row.receiveBytes.toFixed(0),
    transmitBytes: row.transmitBytes.toFixed(0),
    peakUsers: row.peakUsers,
    meanUsers: row.answered > 0 ? row.userSum / row.answered : null,
  }));
}
