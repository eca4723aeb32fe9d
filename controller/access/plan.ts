/** What a resident gets. Rates from the resident's view; day limits null = none. */
export interface Plan {
  readonly id: number;
  readonly name: string;
  readonly downloadKbps: number;
  readonly uploadKbps: number;
  readonly dayMinutes: number | null;
  readonly dayBytes: bigint | null;
  readonly idleMinutes: number;
}

/** What a phone has used since the last 04:00 WIB, over all routers. */
export interface UsedToday {
  readonly seconds: number;
  readonly bytes: bigint;
}

/** Less than this is as good as nothing: a phone would be put out while its first page loads. */
const LEAST_SECONDS = 60;
const LEAST_BYTES = 1_048_576n;

export interface Left {
  /** Null: the plan sets no limit. */
  readonly seconds: number | null;
  readonly bytes: bigint | null;
  readonly usedUp: boolean;
}

/** What is left of a day's quota; never negative. */
export function leftOf(plan: Plan, used: UsedToday): Left {
  const seconds = plan.dayMinutes === null ? null : Math.max(0, plan.dayMinutes * 60 - used.seconds);
  const left = plan.dayBytes === null ? null : plan.dayBytes - used.bytes;
  const bytes = left !== null && left < 0n ? 0n : left;
  const usedUp = (seconds !== null && seconds < LEAST_SECONDS) || (bytes !== null && bytes < LEAST_BYTES);
  return { seconds, bytes, usedUp };
}
