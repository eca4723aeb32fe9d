import type { Outcome, Reading } from '#contract/looks.ts';
import type { Chore, ChoreKind, LookRow, Reason, Span, State } from '#contract/status.ts';
import { type Db, Prisma } from '../platform/db.ts';
import { openDay, packedColumns, type StoredLook } from './packed-looks.ts';

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Spans that touch [from, to], cut at `from`; the open one has no end. */
export async function spansBetween(db: Db, routerId: number, from: Date, to: Date): Promise<Span[]> {
  const rows = await db.$queryRaw<{ state: State; reason: Reason | null; from: Date; to: Date | null }[]>`
    select state, reason, greatest(lower(during), ${from}::timestamptz) as from, upper(during) as to from span
    where router_id = ${routerId} and during && tstzrange(${from}, ${to}) order by during`;
  return rows.map((row) => ({ ...row, from: row.from.toISOString(), to: iso(row.to) }));
}

export interface LookWindow {
  readonly from: Date | null;
  readonly before: Date;
  readonly limit: number;
}

/** The last looks of a window, the newest first; days that were packed are opened where rows do not suffice. */
export async function lookRows(
  db: Db,
  routerId: number,
  { from, before, limit }: LookWindow,
): Promise<LookRow[]> {
  const since = from === null ? Prisma.empty : Prisma.sql`and at >= ${from}`;
  const rows = await db.$queryRaw<RowOfLook[]>`
    select at, outcome, took_ms, detail, uptime_seconds, users, agent_id, offset_ms, simulated from look
    where router_id = ${routerId} and at <= ${before} ${since} order by at desc limit ${limit}`;
  const looks: Shown[] = rows.map((row) => ({
    at: row.at.getTime(),
    outcome: row.outcome,
    tookMs: row.took_ms,
    detail: row.detail,
    uptimeSeconds: row.uptime_seconds === null ? null : Number(row.uptime_seconds),
    users: row.users,
    agentId: row.agent_id,
    offsetMs: Number(row.offset_ms),
    simulated: row.simulated,
  }));
  if (looks.length < limit)
    looks.push(...(await packedBefore(db, routerId, { from, before, limit }, limit - looks.length)));
  const agents = await db.agent.findMany({ select: { id: true, name: true } });
  const names = new Map(agents.map(({ id, name }) => [id, name]));
  return looks.slice(0, limit).map((look) => ({
    at: new Date(look.at).toISOString(),
    outcome: look.outcome,
    tookMs: look.tookMs,
    detail: look.detail,
    uptimeSeconds: look.uptimeSeconds,
    users: look.users,
    offsetMs: look.offsetMs,
    simulated: look.simulated,
    agent: names.get(look.agentId) ?? '',
  }));
}

type Shown = Pick<
  StoredLook,
  'at' | 'outcome' | 'tookMs' | 'detail' | 'uptimeSeconds' | 'users' | 'agentId' | 'offsetMs' | 'simulated'
>;

interface RowOfLook {
  at: Date;
  outcome: Outcome;
  took_ms: number;
  detail: string | null;
  uptime_seconds: bigint | null;
  users: number | null;
  agent_id: number;
  offset_ms: bigint;
  simulated: boolean;
}

/** Of the packed days of a window, the newest first: day after day until there are `wanted`. */
async function packedBefore(
  db: Db,
  routerId: number,
  { from, before }: LookWindow,
  wanted: number,
): Promise<Shown[]> {
  const shown: Shown[] = [];
  let day = await packedDay(db, routerId, { lte: before });
  while (day && shown.length < wanted) {
    // A day is whole before its window begins: nothing older is wanted either.
    if (from !== null && day.day.getTime() + DAY_MS <= from.getTime()) break;
    shown.push(
      ...openDay(day)
        .filter(({ at }) => isWithin(at, from, before))
        .toReversed(),
    );
    day = await packedDay(db, routerId, { lt: day.day });
  }
  return shown;
}

const DAY_MS = 86_400_000;

const isWithin = (at: number, from: Date | null, before: Date) =>
  at <= before.getTime() && (from === null || at >= from.getTime());

const packedDay = (db: Db, routerId: number, day: Prisma.DateTimeFilter) =>
  db.lookDay.findFirst({
    where: { routerId, day },
    select: { ...packedColumns, day: true },
    orderBy: { day: 'desc' },
  });

export async function readingOf(
  db: Db,
  routerId: number,
): Promise<{ reading: Reading | null; chores: Chore[] }> {
  const status = await db.routerStatus.findUnique({ where: { routerId }, select: { reading: true } });
  const chores = await db.chore.findMany({ where: { routerId, until: null }, orderBy: { since: 'asc' } });
  return {
    reading: (status?.reading ?? null) as Reading | null,
    chores: chores.map((row) => ({
      ...row,
      routerId,
      kind: row.kind as ChoreKind,
      since: row.since.toISOString(),
      until: iso(row.until),
    })),
  };
}
