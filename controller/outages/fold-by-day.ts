import { type Fold, foldLooks, type LookFacts } from './fold.ts';
import type { Signs } from './signs.ts';
import type { Plan } from './thresholds.ts';
import type { FoldSpan } from './timeline.ts';

const DAY_MS = 86_400_000;
const dayOf = (at: number) => Math.floor(at / DAY_MS);

/** A look that is no younger than what was folded: the fold must go back to a checkpoint before it. */
export const isLate = (fold: Fold, at: number): boolean => fold.outcome !== null && at <= fold.at;

/**
 * The first word of a router, up to `fold.at`, that what is kept does not know of: one beside the failed looks of now, or
 * within an outage. From before it on the looks must be folded anew.
 */
export function firstMissed(
  fold: Fold,
  downs: readonly { readonly from: number; readonly to: number }[],
  heard: Signs,
): number | null {
  const failing =
    fold.outcome === 'answered' ? Number.POSITIVE_INFINITY : (fold.heardAt ?? fold.lastGoodAt ?? 0);
  const isInside = (at: number) => downs.some(({ from, to }) => at > from && at <= to);
  return heard.find((at) => at > failing || isInside(at)) ?? null;
}

/** Looks that a fold does not hold yet; the one that it ends with is among the stored ones, and in it. */
export const notIn = <L extends LookFacts>(fold: Fold, looks: readonly L[]): readonly L[] =>
  fold.outcome === null ? looks : looks.filter((look) => look.at > fold.at);

/**
 * Folds looks (rising in time) day by day (UTC); gives the fold at the end of each day that is over, as checkpoints from
 * which a late look starts.
 */
export function foldByDay(
  start: Fold,
  looks: readonly LookFacts[],
  plan: Plan,
  signs: Signs = [],
): { fold: Fold; spans: FoldSpan[]; checkpoints: Fold[] } {
  let fold = start;
  let spans: FoldSpan[] = [start.span];
  const checkpoints: Fold[] = [];
  for (const [, day] of Map.groupBy(looks, (look) => dayOf(look.at))) {
    if (fold.outcome !== null && dayOf(fold.at) < dayOf(day[0]!.at)) checkpoints.push(fold);
    const from = fold.span.from;
    const next = foldLooks(fold, day, plan, signs);
    spans = [...spans.filter((span) => span.from < from), ...next.spans];
    fold = next.fold;
  }
  return { fold, spans, checkpoints };
}
