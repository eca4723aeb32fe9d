import type { Db, Tx } from '../platform/db.ts';
import { openDay, packedColumns, type StoredLook } from './packed-looks.ts';

const DAY_MS = 86_400_000;
const utcDay = (at: number) => new Date(Math.floor(at / DAY_MS) * DAY_MS);

/** LOOK_DAYS is never under 100. */
const ROWS_FOR_SURE_MS = 100 * DAY_MS;
export const mayBePacked = (from: Date, now: Date) => from.getTime() < now.getTime() - ROWS_FOR_SURE_MS;

/** Looks of packed days of a router in [from, to), by time. Rows are not asked. */
export async function packedLooks(
  tx: Tx | Db,
  routerId: number,
  from: Date,
  to: Date,
): Promise<StoredLook[]> {
  const days = await tx.lookDay.findMany({
    where: { routerId, day: { gte: utcDay(from.getTime()), lte: utcDay(to.getTime() - 1) } },
    select: packedColumns,
    orderBy: { day: 'asc' },
  });
  return days.flatMap(openDay).filter(({ at }) => at >= from.getTime() && at < to.getTime());
}

/** When a router last answered before an instant, ms, as rows and packed days say; null = never. */
export async function lastAnsweredBefore(
  tx: Tx | Db,
  routerId: number,
  before: number,
): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ at: Date }[]>`select at from look
    where router_id = ${routerId} and at < ${new Date(before)} and outcome = 'answered' order by at desc limit 1`;
  let end = before;
  for (;;) {
    const day = await tx.lookDay.findFirst({
      where: {
        routerId,
        day: { lte: utcDay(end - 1), ...(row ? { gte: utcDay(row.at.getTime()) } : {}) },
      },
      select: packedColumns,
      orderBy: { day: 'desc' },
    });
    if (!day) return row?.at.getTime() ?? null;
    const answered = openDay(day).findLast(({ at, outcome }) => at < before && outcome === 'answered');
    if (answered) return Math.max(answered.at, row?.at.getTime() ?? 0);
    end = day.day.getTime();
  }
}

export interface Moment {
  readonly routerId: number;
  /** ms */
  readonly at: number;
}
export const momentKey = ({ routerId, at }: Moment): string => `${routerId} ${at}`;

type ReadThen = Pick<StoredLook, 'users' | 'uptimeSeconds'>;

/** What answered looks of exactly these moments read, by `momentKey`; packed days are opened where no row is left. */
export async function readAt(tx: Tx | Db, wanted: readonly Moment[]): Promise<Map<string, ReadThen>> {
  const rows = await tx.$queryRaw<
    { router_id: number; at: Date; users: number | null; uptime_seconds: bigint | null }[]
  >`select l.router_id, l.at, l.users, l.uptime_seconds
    from unnest(${wanted.map(({ routerId }) => routerId)}::int[],
      ${wanted.map(({ at }) => new Date(at).toISOString())}::timestamptz[]) as w (router_id, at)
    join look l on l.router_id = w.router_id and l.at = w.at
    where l.outcome = 'answered' order by l.agent_id, l.epoch, l.seq`;
  const read = new Map<string, ReadThen>(
    rows.map(({ router_id: routerId, at, users, uptime_seconds }) => [
      momentKey({ routerId, at: at.getTime() }),
      { users, uptimeSeconds: uptime_seconds === null ? null : Number(uptime_seconds) },
    ]),
  );
  const missing = wanted.filter((one) => !read.has(momentKey(one)));
  if (missing.length === 0) return read;
  const days = await tx.lookDay.findMany({
    where: { OR: missing.map(({ routerId, at }) => ({ routerId, day: utcDay(at) })) },
    select: packedColumns,
  });
  const keys = new Set(missing.map(momentKey));
  for (const day of days)
    for (const look of openDay(day))
      if (look.outcome === 'answered' && keys.has(momentKey(look))) read.set(momentKey(look), look);
  return read;
}
