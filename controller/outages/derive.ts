import type { Cause, Evidence } from '#contract/outages.ts';
import type { Db, Tx } from '../platform/db.ts';
import { beginFold, foldLooks, tailAt } from './fold.ts';
import { lastAnsweredBefore } from './old-looks.ts';
import { judge } from './outage-rows.ts';
import type { Standing } from './routers.ts';
import { signsOf } from './signs.ts';
import { looksOf } from './stored-looks.ts';
import type { Plan } from './thresholds.ts';
import type { FoldSpan } from './timeline.ts';

const DAY_MS = 86_400_000;
/** The fold has forgotten what it began with after a day of looks: flapping and quality reach back minutes. */
const RUN_UP_MS = DAY_MS;
/** So long after the period a failure over its end is followed; then as long as it takes, ms. */
const RUN_OUT_MS = 2 * 3_600_000;
const LONGEST_RUN_OUT_MS = 40 * DAY_MS;

export interface DerivedOutage {
  readonly lastGoodAt: number | null;
  readonly firstFailedAt: number;
  readonly lastFailedAt: number;
  readonly firstGoodAt: number | null;
  readonly endedAt: number | null;
  readonly cause: Cause;
  readonly evidence: Evidence;
}

export interface Derived {
  readonly spans: readonly FoldSpan[];
  readonly outages: readonly DerivedOutage[];
}

/**
 * A router's timeline over [from, to) from its raw looks alone, with the causes of its outages; spans before `from` are
 * left out. Only what people said and did is read beside the looks.
 */
export async function deriveAgain(
  tx: Tx | Db,
  { routerId, inServiceSince, plan }: Pick<Standing, 'routerId' | 'inServiceSince' | 'plan'>,
  from: number,
  to: number,
  now: Date,
): Promise<Derived> {
  const start = await runUp(tx, routerId, inServiceSince, from);
  let until = Math.min(now.getTime(), to + RUN_OUT_MS);
  let folded = await foldBetween(tx, routerId, inServiceSince, plan, start, until);
  if (folded.fold.span.state === 'down' && until < now.getTime()) {
    until = Math.min(now.getTime(), to + LONGEST_RUN_OUT_MS);
    folded = await foldBetween(tx, routerId, inServiceSince, plan, start, until);
  }
  const spans = [...folded.spans.slice(0, -1), ...tailAt(folded.fold, until, plan)].filter(
    (span) => (span.to === null || span.to > from) && span.from < to,
  );
  const outages: DerivedOutage[] = [];
  for (const { down, from: firstFailedAt, to: endedAt } of spans) {
    if (!down) continue;
    const { lastGoodAt, lastFailedAt, firstGoodAt } = down;
    const judged = await judge(tx, routerId, down, firstFailedAt, endedAt, now);
    outages.push({ lastGoodAt, firstFailedAt, lastFailedAt, firstGoodAt, endedAt, ...judged });
  }
  return { spans, outages };
}

/** The last answered look before the day before: from there on nothing of earlier matters. */
async function runUp(tx: Tx | Db, routerId: number, inServiceSince: number, from: number): Promise<number> {
  if (from - RUN_UP_MS <= inServiceSince) return inServiceSince;
  return (await lastAnsweredBefore(tx, routerId, from - RUN_UP_MS)) ?? inServiceSince;
}

/** The fold over the stored looks of [from, to) and what the router said by itself then. */
async function foldBetween(
  tx: Tx | Db,
  routerId: number,
  inServiceSince: number,
  plan: Plan,
  from: number,
  to: number,
) {
  const looks = await looksOf(tx, routerId, new Date(from), new Date(to));
  const signs = (await signsOf(tx, [routerId], from, to)).get(routerId);
  return foldLooks(beginFold(inServiceSince), looks, plan, signs);
}
