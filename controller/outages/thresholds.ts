/** What a service plan says of how a router is judged; all times in ms. */
export interface Thresholds {
  readonly lookIntervalMs: number;
  /** A router is down after this many failed looks in a row… */
  readonly graceLooks: number;
  /** …that span at least this. */
  readonly graceMs: number;
  /** More changes of state than this within the window is flapping. */
  readonly flapChanges: number;
  readonly flapWindowMs: number;
  /** Quality is judged over this many answered looks, by the median. */
  readonly qualityLooks: number;
  readonly lossPercent: number;
  readonly slowMs: number;
}

/** What held at an instant (ms). */
export type ThresholdsAt = (at: number) => Thresholds;
/** Each look is judged by what held when it was made: a change of the plan rewrites no history. */
export type Plan = Thresholds | ThresholdsAt;

export const heldAt = (plan: Plan, at: number): Thresholds => (typeof plan === 'function' ? plan(at) : plan);

/** Of what holds now, and of what held until an instant (ms). */
export function planOf(
  present: Thresholds,
  past: readonly (Thresholds & { readonly until: number })[],
): Plan {
  if (past.length === 0) return present;
  const rising = past.toSorted((a, b) => a.until - b.until);
  return (at) => rising.find(({ until }) => at < until) ?? present;
}

/** Unreadable looks (refused, auth-failed, protocol-error) in a row that make a router unknown. */
export const UNREADABLE_LOOKS = 3;
/** Nobody looked for this many intervals: nobody knows. */
const SILENT_INTERVALS = 2.5;
/** Longest back-off of an agent for a router that is away, and after a refused password. */
const AWAY_BACKOFF_MS = 60_000;
const PASSWORD_BACKOFF_MS = 300_000;
/**
 * A router that spoke while its looks failed is not down by looks alone: only when it has also been quiet for this long,
 * ms. Three times the longest pause between two accounting packets of a resident online.
 */
export const QUIET_MS = 1_800_000;
/** Requests in a row that nobody answered, by the router's own counters, that make RADIUS unanswered. */
export const RADIUS_UNANSWERED = 2;
/** Without new unanswered requests for this long, nothing says that RADIUS is still unanswered. */
export const RADIUS_MEMORY_MS = 900_000;

/** ms after a look of this outcome from which on its agent is silent: back-off must not look like silence. */
export function silentAfter(outcome: string, { lookIntervalMs }: Pick<Thresholds, 'lookIntervalMs'>): number {
  if (outcome === 'answered') return SILENT_INTERVALS * lookIntervalMs;
  const backoff = outcome === 'auth-failed' ? PASSWORD_BACKOFF_MS : AWAY_BACKOFF_MS;
  return SILENT_INTERVALS * Math.max(lookIntervalMs, backoff);
}
