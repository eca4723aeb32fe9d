/** Nobody for so long, ms: then the quiet is looked at. */
const QUIET_MS = 2 * 3_600_000;
/** So many weeks of this weekday and hour, each with somebody, make a habit. */
const WEEKS = 4;

export interface QuietFacts {
  /** It answers, and residents could be served. */
  readonly isUp: boolean;
  /** Last answered look with somebody on it; null = none that is known. ms. */
  readonly lastSeenAt: number | null;
  /** Up without a break since, ms. */
  readonly upSince: number;
  /** Most users of this weekday and hour in each of the last weeks, the newest first; null = not observed. */
  readonly weeks: readonly (number | null)[];
}

/**
 * *Sepi yang janggal*: up, nobody for two hours, and always somebody at this weekday and hour. Weeks that nobody observed
 * say nothing: four that were observed must speak, and none of them may have been empty.
 */
export function isOddlyQuiet({ isUp, lastSeenAt, upSince, weeks }: QuietFacts, now: number): boolean {
  if (!isUp || now - upSince < QUIET_MS) return false;
  if (lastSeenAt !== null && now - lastSeenAt < QUIET_MS) return false;
  const observed = weeks.filter((users) => users !== null);
  return observed.length >= WEEKS && observed.every((users) => users > 0);
}
