import type { Availability, Period } from '#contract/outages.ts';
import type { State } from '#contract/status.ts';
import { type Db, Prisma } from '../platform/db.ts';
import { availabilityOf, monthStart, secondsIn } from './availability-of.ts';

const DAY_MS = 86_400_000;

interface SpanRow {
  router_id: number;
  state: State;
  from: Date;
  to: Date | null;
}

interface RouterRow {
  id: number;
  name: string;
  code: string;
  village: string;
  in_service_since: Date;
  receive: string;
  transmit: string;
  peak: number | null;
}

/** Each router's figures from the start of the period, or of its service, until now; traffic and users of the same hours. */
export async function availabilityIn(
  db: Db,
  period: Period,
  villages: readonly string[] | null,
  now: Date,
): Promise<Availability[]> {
  const from = new Date(period === '24h' ? now.getTime() - DAY_MS : monthStart(now.getTime()));
  const ofVillages =
    villages === null ? Prisma.empty : Prisma.sql`and r.village_code = any(${[...villages]}::text[])`;
  const routers = await db.$queryRaw<RouterRow[]>`
    select r.id, r.name, v.code, v.name as village, r.in_service_since, coalesce(u.receive, 0)::text as receive,
      coalesce(u.transmit, 0)::text as transmit, u.peak
    from router r join village v on v.code = r.village_code
    left join (select router_id, sum(receive_bytes) as receive, sum(transmit_bytes) as transmit, max(peak_users) as peak
      from usage_hour where hour >= date_trunc('hour', ${from}::timestamptz) group by 1) u on u.router_id = r.id
    where r.removed_at is null ${ofVillages} order by r.id`;
  const spans = await db.$queryRaw<SpanRow[]>`
    select router_id, state, lower(during) as from, upper(during) as to from span
    where router_id = any(${routers.map((row) => row.id)}::int[]) and during && tstzrange(${from}, ${now})`;
  const byRouter = Map.groupBy(spans, (span) => span.router_id);
  return routers.map((router) => {
    const start = Math.max(from.getTime(), router.in_service_since.getTime());
    const lengths = (byRouter.get(router.id) ?? []).map((span) => ({
      state: span.state,
      from: span.from.getTime(),
      to: span.to?.getTime() ?? null,
    }));
    const seconds = secondsIn(lengths, start, now.getTime());
    const { percent, interval, observedPercent } = availabilityOf(seconds);
    return {
      routerId: router.id,
      router: router.name,
      village: { code: router.code, name: router.village },
      from: new Date(start).toISOString(),
      to: now.toISOString(),
      upSeconds: seconds.up,
      degradedSeconds: seconds.degraded,
      downSeconds: seconds.down,
      unknownSeconds: seconds.unknown,
      percent,
      interval: interval && [interval[0], interval[1]],
      observedPercent,
      receiveBytes: router.receive,
      transmitBytes: router.transmit,
      peakUsers: router.peak,
    };
  });
}
