import type { State } from '#contract/status.ts';

/** Below this share observed, no single figure is given. */
const OBSERVED_FLOOR = 0.9;

export interface StateSeconds {
  readonly up: number;
  readonly degraded: number;
  readonly down: number;
  readonly unknown: number;
}

export interface Figure {
  /** 0..100, floored to two decimals; null when less than 90 % was observed. */
  readonly percent: number | null;
  /** All that nobody observed down, or up: [least, most], floored and never above the truth. Null when nothing was observed. */
  readonly interval: readonly [number, number] | null;
  /** Share of the period with a known state, 0..100, floored. */
  readonly observedPercent: number;
}

/** Never rounded up: 99.999 % with one second down is not 100 %. */
const floored = (share: number) => Math.floor(share * 10_000 + 1e-7) / 100;

/** Availability = up / (up + degraded + down), with what was observed beside it. */
export function availabilityOf({ up, degraded, down, unknown }: StateSeconds): Figure {
  const known = up + degraded + down;
  const whole = known + unknown;
  if (whole <= 0 || known <= 0) return { percent: null, interval: null, observedPercent: 0 };
  const observed = known / whole;
  return {
    percent: observed >= OBSERVED_FLOOR ? floored(up / known) : null,
    interval: [floored(up / whole), floored((up + unknown) / whole)],
    observedPercent: floored(observed),
  };
}

/** Seconds in each state within [from, to], of spans that may reach over its edges. */
export function secondsIn(
  spans: readonly { readonly state: State; readonly from: number; readonly to: number | null }[],
  from: number,
  to: number,
): StateSeconds {
  const seconds = { up: 0, degraded: 0, down: 0, unknown: 0 };
  for (const span of spans) {
    const length = Math.min(span.to ?? to, to) - Math.max(span.from, from);
    if (length > 0) seconds[span.state] += length / 1000;
  }
  return seconds;
}

const WIB_MS = 7 * 3_600_000;

/** Start of the calendar month in WIB (UTC+7, no daylight saving) that holds `now`. */
export function monthStart(now: number): number {
  const wib = new Date(now + WIB_MS);
  return Date.UTC(wib.getUTCFullYear(), wib.getUTCMonth(), 1) - WIB_MS;
}
