import type { Area, UsageStretch, UsageView } from '#contract/usage.ts';
import { type Db, Prisma } from '../platform/db.ts';

const HOUR_MS = 3_600_000;
/** WIB is UTC+7 all year. */
const WIB_MS = 7 * HOUR_MS;

export interface UsageQuery {
  readonly area: Area;
  readonly from: Date;
  readonly to: Date;
  readonly step: 'hour' | 'day' | 'month';
  /** Villages that the person may see; null = all. */
  readonly villages: readonly string[] | null;
  /** Hours that lie ahead are not unobserved. */
  readonly now: Date;
}

/** Which routers an area holds, as a condition on `r` and `v`. */
export function within(area: Area, villages: readonly string[] | null): Prisma.Sql {
  const [kind, value = ''] = area.split(':');
  const hers =
    villages === null ? Prisma.sql`true` : Prisma.sql`r.village_code = any(${[...villages]}::text[])`;
  if (kind === 'router') return Prisma.sql`${hers} and r.id = ${Number(value)}`;
  if (kind === 'village') return Prisma.sql`${hers} and r.village_code = ${value}`;
  if (kind === 'kecamatan') return Prisma.sql`${hers} and v.kecamatan_code = ${value}`;
  return hers;
}

interface Sums {
  receive: string;
  transmit: string;
  peak: number | null;
  user_sum: number;
  answered: number;
  /** Router-hours with an answered look, and that there were. */
  seen: number;
  hours: number;
}

/** Sums over [from, to) of the hourly rows; `hours` counts from when each router was taken into service. */
const sums = Prisma.sql`coalesce(sum(u.receive_bytes), 0)::text as receive, coalesce(sum(u.transmit_bytes), 0)::text as transmit,
  max(u.peak_users)::int as peak, coalesce(sum(u.user_sum), 0)::float8 as user_sum, coalesce(sum(u.answered), 0)::float8 as answered,
  count(u.hour) filter (where u.answered > 0)::int as seen, count(*)::int as hours`;

/** Every hour of every router of an area within [from, to), with its row where there is one. */
export const hoursOf = (where: Prisma.Sql, from: Date, to: Date) => Prisma.sql`
  (select r.id, r.name as router, r.village_code, v.name, v.kecamatan, h as at from router r join village v on v.code = r.village_code
    cross join lateral generate_series(greatest(date_trunc('hour', r.in_service_since), ${from}::timestamptz),
      least(coalesce(r.removed_at, 'infinity'), ${to}::timestamptz) - interval '1 microsecond', interval '1 hour') h
    where ${where}) s
  left join usage_hour u on u.router_id = s.id and u.hour = s.at`;

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
const mean = ({ user_sum, answered }: Sums) => (answered === 0 ? null : user_sum / answered);

/** Traffic and users of an area: its totals beside the span before, its steps, its villages, its busiest hours. */
export async function usageView(db: Db, asked: UsageQuery): Promise<UsageView> {
  const { area, from, step, villages, now } = asked;
  const to = new Date(Math.max(from.getTime(), Math.min(asked.to.getTime(), now.getTime())));
  const where = within(area, villages);
  const before = new Date(from.getTime() - (to.getTime() - from.getTime()));
  const unit = Prisma.raw(`'${step}'`);
  const bucket = Prisma.sql`date_trunc(${unit}, s.at at time zone 'Asia/Jakarta') at time zone 'Asia/Jakarta'`;
  const [total, earlier, steps, perVillage, week] = await Promise.all([
    db.$queryRaw<Sums[]>`select ${sums} from ${hoursOf(where, from, to)}`,
    db.$queryRaw<Sums[]>`select ${sums} from ${hoursOf(where, before, from)}`,
    db.$queryRaw<
      (Sums & { at: Date })[]
    >`select ${bucket} as at, ${sums} from ${hoursOf(where, from, to)} group by 1 order by 1`,
    db.$queryRaw<(Sums & { code: string; name: string; kecamatan: string })[]>`
      select s.village_code as code, s.name, s.kecamatan, ${sums} from ${hoursOf(where, from, to)} group by 1, 2, 3 order by 2`,
    db.$queryRaw<{ day: number; hour: number; users: number | null }[]>`
      select extract(isodow from s.at at time zone 'Asia/Jakarta')::int as day, extract(hour from s.at at time zone 'Asia/Jakarta')::int as hour,
        (sum(u.user_sum)::float8 / nullif(sum(u.answered), 0)) as users from ${hoursOf(where, from, to)} group by 1, 2`,
  ]);
  const people = await peopleBetween(
    db,
    [area, ...perVillage.map(({ code }) => `village:${code}`)],
    before,
    to,
  );
  const sessionsOf = (of: string, begin: Date, end: Date) => sessionsIn(people.get(of), begin, end);
  return {
    area,
    from: from.toISOString(),
    to: to.toISOString(),
    total: { ...plain(total[0]!), sessions: sessionsOf(area, from, to) },
    before: { ...plain(earlier[0]!), sessions: sessionsOf(area, before, from) },
    steps: everyStep(from, to, step).map((at): UsageStretch => {
      const row = steps.find((one) => one.at.getTime() === at) ?? { ...NOTHING, at: new Date(at) };
      const counted = step === 'hour' ? null : people.get(area)?.get(nameOf(row.at, step));
      return {
        from: row.at.toISOString(),
        ...plain(row),
        sessions: counted?.sessions ?? null,
        devices: counted?.devices ?? null,
        observed: row.hours === 0 ? null : share(row.seen, row.hours),
      };
    }),
    villages: perVillage.map(({ code, name, kecamatan, ...row }) => {
      const { observed: _, ...told } = plain(row);
      return { code, name, kecamatan, ...told, sessions: sessionsOf(`village:${code}`, from, to) };
    }),
    week: Array.from({ length: 7 }, (_, day) =>
      Array.from(
        { length: 24 },
        (_unused, hour) => week.find((row) => row.day === day + 1 && row.hour === hour)?.users ?? null,
      ),
    ),
  };
}

const NOTHING: Sums = {
  receive: '0',
  transmit: '0',
  peak: null,
  user_sum: 0,
  answered: 0,
  seen: 0,
  hours: 0,
};

/** First instants of the hours, days or months (WIB) of [from, to), those included that nobody saw. */
function everyStep(from: Date, to: Date, step: UsageQuery['step']): number[] {
  const starts: number[] = [];
  const wib = new Date(from.getTime() + WIB_MS);
  let at =
    step === 'month'
      ? Date.UTC(wib.getUTCFullYear(), wib.getUTCMonth(), 1) - WIB_MS
      : step === 'day'
        ? Date.UTC(wib.getUTCFullYear(), wib.getUTCMonth(), wib.getUTCDate()) - WIB_MS
        : Math.floor(from.getTime() / HOUR_MS) * HOUR_MS;
  while (at < to.getTime()) {
    starts.push(at);
    const next = new Date(at + WIB_MS);
    at =
      step === 'month'
        ? Date.UTC(next.getUTCFullYear(), next.getUTCMonth() + 1, 1) - WIB_MS
        : at + (step === 'day' ? 24 : 1) * HOUR_MS;
  }
  return starts;
}

const plain = (row: Sums) => ({
  receiveBytes: row.receive.split('.')[0]!,
  transmitBytes: row.transmit.split('.')[0]!,
  peakUsers: row.peak,
  meanUsers: mean(row),
  observed: share(row.seen, row.hours),
});

const nameOf = (at: Date, step: 'day' | 'month') =>
  new Date(at.getTime() + WIB_MS).toISOString().slice(0, step === 'day' ? 10 : 7);

type Counted = Map<string, { readonly sessions: number; readonly devices: number }>;

/** Counts of days and months by area, of every period that touches the span. */
async function peopleBetween(
  db: Db,
  areas: readonly string[],
  from: Date,
  to: Date,
): Promise<Map<string, Counted>> {
  const rows = await db.peopleCount.findMany({
    where: { area: { in: [...areas] }, period: { gte: nameOf(from, 'month'), lte: nameOf(to, 'day') } },
  });
  return new Map(
    [...Map.groupBy(rows, (row) => row.area)].map(([area, all]) => [
      area,
      new Map(all.map(({ period, sessions, devices }) => [period, { sessions, devices }])),
    ]),
  );
}

/** Sessions of the whole days of a span: those add up, devices do not. */
function sessionsIn(counted: Counted | undefined, from: Date, to: Date): number {
  let sum = 0;
  for (const [period, { sessions }] of counted ?? [])
    if (
      period.length === 10 &&
      period >= nameOf(from, 'day') &&
      period <= nameOf(new Date(to.getTime() - 1), 'day')
    )
      sum += sessions;
  return sum;
}
