/** Half-open, ms since the epoch. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Sorted, without overlap or empty ones; neighbours that touch become one. */
export function merged(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter(({ from, to }) => from < to).toSorted((a, b) => a.from - b.from);
  const kept: { from: number; to: number }[] = [];
  for (const { from, to } of sorted) {
    const last = kept.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else kept.push({ from, to });
  }
  return kept;
}

/** ms of [from, to) that lie in merged intervals. */
export function lengthWithin(intervals: readonly Interval[], from: number, to: number): number {
  let sum = 0;
  for (const one of intervals) {
    if (one.from >= to) break;
    sum += Math.max(0, Math.min(one.to, to) - Math.max(one.from, from));
  }
  return sum;
}

/** What of merged intervals is not in other merged ones. */
export function without(intervals: readonly Interval[], others: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  for (const { from, to } of intervals) {
    let start = from;
    for (const other of others) {
      if (other.to <= start) continue;
      if (other.from >= to) break;
      if (other.from > start) left.push({ from: start, to: other.from });
      start = Math.max(start, other.to);
    }
    if (start < to) left.push({ from: start, to });
  }
  return left;
}
