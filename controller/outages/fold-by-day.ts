import { type Fold, foldLooks, type LookFacts } from './fold.ts';
import type { Plan } from './thresholds.ts';
import type { FoldSpan } from './timeline.ts';

const DAY_MS = 86_400_000;
const dayOf = (at: number) => Math.floor(at / DAY_MS);

/** A look that is no younger than what was folded: the fold must go back to a checkpoint before it. */
export const isLate = (fold: Fold, at: number): boolean => fold.outcome !== null && at <= fold.at;

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
): { fold: Fold; spans: FoldSpan[]; checkpoints: Fold[] } {
  let fold = start;
  let spans: FoldSpan[] = [start.span];
  const checkpoints: Fold[] = [];
  for (const [, day] of Map.groupBy(looks, (look) => dayOf(look.at))) {
    if (fold.outcome !== null && dayOf(fold.at) < dayOf(day[0]!.at)) checkpoints.push(fold);
    const from = fold.span.from;
    const next = foldLooks(fold, day, plan);
    spans = [...spans.filter((span) => span.from < from), ...next.spans];
    fold = next.fold;
  }
  return { fold, spans, checkpoints };
}
