import type { RouterDelta } from '#contract/live.ts';
import type { ChoreKind } from '#contract/status.ts';
import type { Tx } from '../platform/db.ts';
import type { OutageChange } from './changes-of.ts';
import { choresAfter, lookChores } from './chores-of.ts';
import { beginFold, type Fold } from './fold.ts';
import { foldByDay, isLate, notIn } from './fold-by-day.ts';
import { byTime, type Look } from './look.ts';
import { keepSessions } from './lte-sessions.ts';
import { lockRouters, type Standing } from './routers.ts';
import { type Signs, signsOf } from './signs.ts';
import { replaceSpans } from './spans.ts';
import { type Rates, type StatusRow, saveStatuses } from './status-rows.ts';
import { looksOf } from './stored-looks.ts';
import { type FoldSpan, uncertaintyMs } from './timeline.ts';

/** New looks of one router, judged. */
export interface Recorded {
  readonly routerId: number;
  readonly villageCode: string;
  /** By time; those that had not been stored before. */
  readonly looks: readonly Look[];
  /** Some of them are older than looks that were already known: sums over that time must be made anew. */
  readonly late: boolean;
  /** When the router started anew, if these looks show that it did; ms. */
  readonly restartedAt: number | null;
  /** What dashboards should be told after the commit. */
  delta: RouterDelta;
  /** The state changed. */
  readonly urgent: boolean;
  /** Outages that began, changed, ended or vanished. */
  readonly outages: readonly OutageChange[];
}

/** What of a batch's looks others make, before the present rows are written. */
export interface Beside {
  /** How the batch's routers stand; the caller has locked them. Without it they are locked here. */
  readonly standings?: readonly Standing[];
  readonly usageOf?: (recorded: readonly Recorded[]) => Promise<{
    readonly rates: ReadonlyMap<number, Rates>;
    readonly save: () => Promise<void>;
  }>;
}

/** Adds looks to the spans, outages, chores and present rows of their routers. */
export async function recordLooks(
  tx: Tx,
  fresh: readonly Look[],
  now: Date,
  { standings, usageOf }: Beside = {},
): Promise<Recorded[]> {
  if (fresh.length === 0) return [];
  await keepSessions(tx, fresh, now);
  const byRouter = Map.groupBy(fresh, (look) => look.routerId);
  const written: Written[] = [];
  const all = standings ?? (await lockRouters(tx, [...byRouter.keys()]));
  const signs = await signsBeside(tx, all, fresh);
  for (const standing of all) {
    const looks = (byRouter.get(standing.routerId) ?? [])
      .filter((look) => look.at >= standing.inServiceSince)
      .sort(byTime);
    if (looks.length > 0) {
      const heard = signs.get(standing.routerId) ?? [];
      written.push(await recordRouter(tx, standing, looks, heard, now));
    }
  }
  const recorded = written.map(({ row: _row, stillDown: _still, ...one }) => one);
  const usage = await usageOf?.(recorded);
  const ratesOf = (routerId: number) => usage?.rates.get(routerId) ?? null;
  for (const { routerId, delta } of recorded) Object.assign(delta, ratesOf(routerId));
  const stillDown = written.flatMap((one) => one.stillDown ?? []);
  // One after the other on the wire, without waiting in between.
  await Promise.all([
    usage?.save(),
    saveStillDown(tx, stillDown),
    saveStatuses(
      tx,
      written.map(({ row }) => ({ ...row, rates: ratesOf(row.routerId) })),
    ),
  ]);
  return recorded;
}

/** Words of the routers between the looks of a batch, where they can tell something: beside looks that were not answered. */
async function signsBeside(
  tx: Tx,
  standings: readonly Standing[],
  fresh: readonly Look[],
): Promise<Map<number, Signs>> {
  const failed = fresh.filter(({ outcome }) => outcome !== 'answered');
  if (failed.length === 0) return new Map();
  const ids = new Set(failed.map(({ routerId }) => routerId));
  const begins = standings.filter(({ routerId }) => ids.has(routerId)).map(({ fold }) => fold.at);
  if (begins.length === 0) return new Map();
  return await signsOf(tx, [...ids], Math.min(...begins), Math.max(...failed.map(({ at }) => at)));
}

interface StillDown {
  readonly routerId: number;
  readonly firstFailedAt: number;
  readonly lastFailedAt: number;
}

const instants = (all: readonly number[]) => all.map((at) => new Date(at).toISOString());

/** Outages of which nothing changed but that they last. */
async function saveStillDown(tx: Tx, all: readonly StillDown[]): Promise<void> {
  if (all.length === 0) return;
  await tx.$executeRaw`update outage o set last_failed_at = w.last
    from unnest(${all.map(({ routerId }) => routerId)}::int[], ${instants(all.map((one) => one.firstFailedAt))}::timestamptz[],
      ${instants(all.map((one) => one.lastFailedAt))}::timestamptz[]) as w (router_id, first, last)
    where o.router_id = w.router_id and o.first_failed_at = w.first`;
}

interface Written extends Recorded {
  readonly row: Omit<StatusRow, 'rates'>;
  readonly stillDown: StillDown | null;
}

async function recordRouter(
  tx: Tx,
  standing: Standing,
  looks: readonly Look[],
  heard: Signs,
  now: Date,
): Promise<Written> {
  const { routerId, villageCode, shown } = standing;
  const first = looks[0]!;
  const late = isLate(standing.fold, first.at);
  const start = late ? await checkpointBefore(tx, standing, first.at) : standing.fold;
  const folded = late ? await looksOf(tx, routerId, new Date(start.at), null) : looks;
  const rest = notIn(start, folded);
  const signs = late ? await signsSince(tx, routerId, start, rest) : heard;
  const { fold, spans, checkpoints } = foldByDay(start, rest, standing.plan, signs);
  const open = spans.at(-1)!;
  const same =
    spans.length === 1 &&
    shown?.state === open.state &&
    shown.reason === open.reason &&
    shown.since === open.from;
  let outages: OutageChange[] = [];
  if (!same) {
    const simulated = new Set(rest.filter((look) => look.simulated).map((look) => look.at));
    outages = await replaceSpans(tx, routerId, spans, (at) => simulated.has(at), now);
  }
  await saveCheckpoints(tx, routerId, late ? start.at : null, checkpoints);
  const newest = rest.at(-1)!;
  const chores = choresAfter(standing.chores, {
    outcome: newest.outcome,
    state: open.state,
    reading: newest.reading,
    hasActionAccount: standing.hasActionAccount,
  });
  await saveChores(tx, routerId, standing.chores, chores, now);
  await saveKnown(tx, standing, newest);
  const row = rowOf(standing, fold, open, newest);
  const urgent =
    shown === null ||
    shown.state !== open.state ||
    shown.reason !== open.reason ||
    chores.join() !== standing.chores.toSorted().join();
  return {
    routerId,
    villageCode,
    looks,
    late,
    restartedAt: late ? null : restartIn(standing.fold, looks),
    delta: deltaOf(row, chores),
    urgent,
    outages,
    row,
    stillDown:
      same && open.down ? { routerId, firstFailedAt: open.from, lastFailedAt: open.down.lastFailedAt } : null,
  };
}

/** Words of a router beside looks that are folded from a checkpoint on. */
export const signsSince = async (
  tx: Tx,
  routerId: number,
  start: Fold,
  looks: readonly Look[],
): Promise<Signs> => {
  const newest = looks.at(-1);
  return newest ? ((await signsOf(tx, [routerId], start.at, newest.at)).get(routerId) ?? []) : [];
};

/** An uptime smaller than the one before it: the router started anew at that look minus its uptime. */
function restartIn(fold: Fold, looks: readonly Look[]): number | null {
  let uptime = fold.uptimeSeconds;
  let restarted: number | null = null;
  for (const look of looks) {
    if (look.uptimeSeconds === null) continue;
    if (uptime !== null && look.uptimeSeconds < uptime) restarted = look.at - look.uptimeSeconds * 1000;
    uptime = look.uptimeSeconds;
  }
  return restarted;
}

/** The fold at the end of the last UTC day before `at`, or the very beginning. */
export async function checkpointBefore(tx: Tx, standing: Standing, at: number): Promise<Fold> {
  const found = await tx.foldCheckpoint.findFirst({
    where: { routerId: standing.routerId, at: { lt: new Date(at) } },
    orderBy: { at: 'desc' },
  });
  return found ? (found.fold as unknown as Fold) : beginFold(standing.inServiceSince);
}

export async function saveCheckpoints(
  tx: Tx,
  routerId: number,
  replacedFrom: number | null,
  folds: readonly Fold[],
): Promise<void> {
  if (replacedFrom !== null) {
    await tx.foldCheckpoint.deleteMany({ where: { routerId, at: { gt: new Date(replacedFrom) } } });
  }
  if (folds.length === 0) return;
  await tx.foldCheckpoint.createMany({
    data: folds.map((fold) => ({ routerId, at: new Date(fold.at), fold: JSON.parse(JSON.stringify(fold)) })),
    skipDuplicates: true,
  });
}

async function saveChores(
  tx: Tx,
  routerId: number,
  before: readonly ChoreKind[],
  after: readonly ChoreKind[],
  now: Date,
): Promise<void> {
  const ours: readonly string[] = lookChores;
  const closed = before.filter((kind) => ours.includes(kind) && !after.includes(kind));
  const opened = after.filter((kind) => !before.includes(kind));
  if (closed.length > 0) {
    await tx.chore.updateMany({
      where: { routerId, kind: { in: closed }, until: null },
      data: { until: now },
    });
  }
  if (opened.length > 0) {
    await tx.chore.createMany({ data: opened.map((kind) => ({ routerId, kind, since: now })) });
  }
}

function rowOf({ routerId, shown }: Standing, fold: Fold, open: FoldSpan, newest: Look): Written['row'] {
  return {
    routerId,
    version: (shown?.version ?? 0) + 1,
    state: open.state,
    reason: open.reason,
    since: open.from,
    sinceUncertaintyMs: uncertaintyMs(open),
    at: newest.at,
    outcome: newest.outcome,
    fold,
    answered: newest.outcome === 'answered' ? newest : null,
  };
}

function deltaOf(row: Written['row'], chores: ChoreKind[]): RouterDelta {
  const at = new Date(row.at).toISOString();
  return {
    id: row.routerId,
    version: row.version,
    state: row.state,
    reason: row.reason,
    since: new Date(row.since).toISOString(),
    sinceUncertaintyMs: row.sinceUncertaintyMs,
    lastLookAt: at,
    lastOutcome: row.outcome,
    chores,
    ...(row.answered ? { lastAnsweredAt: at, users: row.answered.users } : {}),
  };
}

/** What the router says of itself, kept where portal and RADIUS look for it. */
async function saveKnown(tx: Tx, { routerId, known }: Standing, { reading }: Look): Promise<void> {
  if (!reading) return;
  const { loginHosts } = reading.hotspot;
  const next = {
    board: reading.board,
    routerosVersion: reading.version,
    identity: reading.identity ?? known.identity,
    serial: known.serial ?? reading.serial,
    loginHosts: loginHosts.length > 0 ? loginHosts : [...known.loginHosts],
  };
  const same =
    next.board === known.board &&
    next.routerosVersion === known.version &&
    next.identity === known.identity &&
    next.serial === known.serial &&
    next.loginHosts.join() === known.loginHosts.join();
  if (!same) await tx.router.update({ where: { id: routerId }, data: next });
}
