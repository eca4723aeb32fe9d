import type { Db, Tx } from '../platform/db.ts';
import { deriveAgain } from './derive.ts';
import { beginFold, foldLooks, tailAt } from './fold.ts';
import { foldByDay } from './fold-by-day.ts';
import { lockRouters, type Standing } from './routers.ts';
import { signsOf } from './signs.ts';
import { replaceSpans } from './spans.ts';
import { looksOf } from './stored-looks.ts';
import { type FoldSpan, uncertaintyMs } from './timeline.ts';

/** The whole timeline of a router from its looks alone, as of `now`: what the stored spans must be equal to. */
export async function recomputedSpans(db: Db, routerId: number, now: Date): Promise<FoldSpan[]> {
  return await db.$transaction(async (tx) => {
    const [standing] = await lockRouters(tx, [routerId]);
    if (!standing) return [];
    const looks = await looksOf(tx, routerId, new Date(standing.inServiceSince), null);
    const begin = beginFold(standing.inServiceSince);
    const { fold, spans } = foldLooks(begin, looks, standing.plan, await allSigns(tx, standing, now));
    return [...spans.slice(0, -1), ...tailAt(fold, now.getTime(), standing.plan)];
  });
}

const allSigns = async (tx: Tx, { routerId, inServiceSince }: Standing, now: Date) =>
  (await signsOf(tx, [routerId], inServiceSince, now.getTime())).get(routerId);

export interface StoredSpan {
  readonly state: string;
  readonly reason: string | null;
  readonly from: number;
  readonly to: number | null;
}

export async function storedSpans(db: Db, routerId: number): Promise<StoredSpan[]> {
  const rows = await db.$queryRaw<{ state: string; reason: string | null; from: Date; to: Date | null }[]>`
    select state, reason, lower(during) as from, upper(during) as to from span where router_id = ${routerId} order by during`;
  return rows.map((row) => ({ ...row, from: row.from.getTime(), to: row.to?.getTime() ?? null }));
}

export interface Comparison {
  readonly looks: number;
  readonly spans: number;
  readonly outages: number;
  /** What is stored otherwise than the looks say, a line each. */
  readonly differences: readonly string[];
}

const iso = (at: number | null) => (at === null ? 'now' : new Date(at).toISOString());

/** Derives spans and outages of a router again from its looks, from `from` on, and holds them against what is stored. */
export async function compareRouter(db: Db, routerId: number, from: Date, now: Date): Promise<Comparison> {
  return await db.$transaction(
    async (tx) => {
      const [standing] = await lockRouters(tx, [routerId]);
      if (!standing) return { looks: 0, spans: 0, outages: 0, differences: [] };
      const start = Math.max(from.getTime(), standing.inServiceSince);
      const { spans, outages } = await deriveAgain(tx, standing, start, now.getTime(), now);
      const cut = (span: StoredSpan) =>
        `${span.state}${span.reason === null ? '' : ` (${span.reason})`} ${iso(Math.max(span.from, start))} – ${iso(span.to)}`;
      const stored = (await storedSpansSince(tx, routerId, start)).map(cut);
      const derived = spans.map(cut);
      const rows = await tx.outage.findMany({
        where: { routerId, OR: [{ endedAt: null }, { endedAt: { gt: new Date(start) } }] },
      });
      const outageOf = (firstFailedAt: number, endedAt: number | null, cause: string) =>
        `outage ${iso(firstFailedAt)} – ${iso(endedAt)}: ${cause}`;
      const storedOutages = rows.map((row) =>
        outageOf(row.firstFailedAt.getTime(), row.endedAt?.getTime() ?? null, row.cause),
      );
      const derivedOutages = outages.map((one) => outageOf(one.firstFailedAt, one.endedAt, one.cause));
      const [{ looks } = { looks: 0 }] = await tx.$queryRaw<{ looks: number }[]>`
        select count(*)::int as looks from look where router_id = ${routerId} and at >= ${new Date(start)}`;
      return {
        looks,
        spans: derived.length,
        outages: derivedOutages.length,
        differences: [...onlyIn(stored, derived), ...onlyIn(storedOutages, derivedOutages)],
      };
    },
    { timeout: 600_000, maxWait: 60_000 },
  );
}

function onlyIn(stored: readonly string[], derived: readonly string[]): string[] {
  const [have, should] = [new Set(stored), new Set(derived)];
  return [
    ...stored.filter((one) => !should.has(one)).map((one) => `stored, but not by the looks: ${one}`),
    ...derived.filter((one) => !have.has(one)).map((one) => `by the looks, but not stored: ${one}`),
  ];
}

async function storedSpansSince(tx: Tx, routerId: number, start: number): Promise<StoredSpan[]> {
  const rows = await tx.$queryRaw<{ state: string; reason: string | null; from: Date; to: Date | null }[]>`
    select state, reason, lower(during) as from, upper(during) as to from span
    where router_id = ${routerId} and during && tstzrange(${new Date(start)}, null) order by during`;
  return rows.map((row) => ({ ...row, from: row.from.getTime(), to: row.to?.getTime() ?? null }));
}

/** Replaces the whole timeline of a router, its outages and checkpoints by what its looks say; the fold that it goes on from too. */
export async function rewriteRouter(tx: Tx, routerId: number, now: Date): Promise<void> {
  const [standing] = await lockRouters(tx, [routerId]);
  if (!standing) return;
  const looks = await looksOf(tx, routerId, new Date(standing.inServiceSince), null);
  const begin = beginFold(standing.inServiceSince);
  const { fold, spans, checkpoints } = foldByDay(
    begin,
    looks,
    standing.plan,
    await allSigns(tx, standing, now),
  );
  const simulated = new Set(looks.filter((look) => look.simulated).map((look) => look.at));
  const whole = [...spans.slice(0, -1), ...tailAt(fold, now.getTime(), standing.plan)];
  await replaceSpans(tx, routerId, whole, (at) => simulated.has(at), now);
  await tx.foldCheckpoint.deleteMany({ where: { routerId } });
  await tx.foldCheckpoint.createMany({
    data: checkpoints.map((one) => ({
      routerId,
      at: new Date(one.at),
      fold: JSON.parse(JSON.stringify(one)),
    })),
  });
  const open = whole.at(-1)!;
  await tx.routerStatus.updateMany({
    where: { routerId },
    data: {
      fold: JSON.parse(JSON.stringify(fold)),
      state: open.state,
      reason: open.reason,
      since: new Date(open.from),
      sinceUncertaintyMs: uncertaintyMs(open),
      version: { increment: 1 },
    },
  });
}
