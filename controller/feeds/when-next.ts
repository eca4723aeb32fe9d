const LONGEST_MS = 6 * 3_600_000;

/**
 * When a feed is visited again: after its interval, twice as long with each failure after the first, at most 6 h; up to a
 * fifth later, so that all of them do not come at once. `share` is from 0 to 1.
 */
export function nextAfter(now: Date, intervalMs: number, failures: number, share: number): Date {
  const wait = Math.min(
    intervalMs * 2 ** Math.min(Math.max(failures - 1, 0), 10),
    Math.max(LONGEST_MS, intervalMs),
  );
  return new Date(now.getTime() + Math.round(wait * (1 + share * 0.2)));
}
