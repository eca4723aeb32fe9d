import type { Outcome, Reading } from '#contract/looks.ts';
import type { Chore, ChoreKind, LookRow, Reason, Span, State } from '#contract/status.ts';
import type { Db } from '../platform/db.ts';

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Spans that touch [from, to], cut at `from`; the open one has no end. */
export async function spansBetween(db: Db, routerId: number, from: Date, to: Date): Promise<Span[]> {
  const rows = await db.$queryRaw<{ state: State; reason: Reason | null; from: Date; to: Date | null }[]>`
    select state, reason, greatest(lower(during), ${from}::timestamptz) as from, upper(during) as to from span
    where router_id = ${routerId} and during && tstzrange(${from}, ${to}) order by during`;
  return rows.map((row) => ({ ...row, from: row.from.toISOString(), to: iso(row.to) }));
}

export async function lookRows(db: Db, routerId: number, limit: number, before: Date): Promise<LookRow[]> {
  const rows = await db.$queryRaw<
    {
      at: Date;
      outcome: Outcome;
      took_ms: number;
      detail: string | null;
      uptime_seconds: bigint | null;
      users: number | null;
      agent: string | null;
      simulated: boolean;
    }[]
  >`
    select l.at, l.outcome, l.took_ms, l.detail, l.uptime_seconds, l.users, a.name as agent, l.simulated
    from look l left join agent a on a.id = l.agent_id
    where l.router_id = ${routerId} and l.at <= ${before} order by l.at desc limit ${limit}`;
  return rows.map((row) => ({
    at: row.at.toISOString(),
    outcome: row.outcome,
    tookMs: row.took_ms,
    detail: row.detail,
    uptimeSeconds: row.uptime_seconds === null ? null : Number(row.uptime_seconds),
    users: row.users,
    agent: row.agent ?? '',
    simulated: row.simulated,
  }));
}

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
