import type { Cause } from '#contract/outages.ts';
import type { Figure } from '#contract/reports.ts';
import type { Reason, State } from '#contract/status.ts';
import { type Interval, lengthWithin, without } from './intervals.ts';
import type { RuleSet } from './rule-sets.ts';

/** A part of a router's timeline; ms. Parts do not overlap; what none of them holds was not observed. */
export interface Stretch {
  readonly state: State;
  readonly reason: Reason | null;
  readonly from: number;
  readonly to: number;
  /** Only of `down`: the cause that counts. */
  readonly cause: Cause | null;
  /** Length of the whole failure that it is part of, not cut at any edge, ms. */
  readonly wholeMs: number;
}

/** One figure in whole ms. up + down + unobserved + planned + outside = the whole period. */
export interface Tally {
  readonly up: number;
  readonly down: number;
  /** Part of `up`: down or degraded, but not counted. */
  readonly excused: number;
  readonly unobserved: number;
  readonly planned: number;
  readonly outside: number;
}

/** What residents felt, and what the provider owes. */
export interface Tallies {
  readonly felt: Tally;
  readonly owed: Tally;
}

const NOTHING: Tally = { up: 0, down: 0, excused: 0, unobserved: 0, planned: 0, outside: 0 };
export const NO_TIME: Tallies = { felt: NOTHING, owed: NOTHING };

/** Does this failure count against the provider? */
export function isOwed({ state, reason, cause, wholeMs }: Stretch, rules: RuleSet): boolean {
  if (wholeMs < rules.shortFailureMs) return false;
  if (state === 'down') return rules.causes.has(cause ?? 'undetermined');
  return state === 'degraded' && reason !== null && rules.reasons.has(reason);
}

/**
 * Both figures of one router over [from, to). `hours` and `planned` are merged intervals: time outside service hours is
 * outside, planned time is planned whatever was seen in it, and only what nobody observed is in neither. Every other
 * second stands on one side of each figure.
 */
export function tallyOf(
  stretches: readonly Stretch[],
  from: number,
  to: number,
  hours: readonly Interval[],
  planned: readonly Interval[],
  rules: RuleSet,
): Tallies {
  const whole = Math.max(0, to - from);
  const inHours = lengthWithin(hours, from, to);
  const due = without(hours, planned);
  const dueMs = lengthWithin(due, from, to);
  let up = 0;
  let felt = 0;
  let owed = 0;
  for (const stretch of stretches) {
    const length = lengthWithin(due, Math.max(stretch.from, from), Math.min(stretch.to, to));
    if (length <= 0 || stretch.state === 'unknown') continue;
    if (stretch.state === 'up') up += length;
    else {
      felt += length;
      if (isOwed(stretch, rules)) owed += length;
    }
  }
  const rest = { unobserved: dueMs - up - felt, planned: inHours - dueMs, outside: whole - inHours };
  return {
    felt: { up, down: felt, excused: 0, ...rest },
    owed: { up: up + felt - owed, down: owed, excused: felt - owed, ...rest },
  };
}

const added = (a: Tally, b: Tally): Tally => ({
  up: a.up + b.up,
  down: a.down + b.down,
  excused: a.excused + b.excused,
  unobserved: a.unobserved + b.unobserved,
  planned: a.planned + b.planned,
  outside: a.outside + b.outside,
});

/** Time of several routers together. */
export const sumOf = (tallies: readonly Tallies[]): Tallies =>
  tallies.reduce(
    (sum, one) => ({ felt: added(sum.felt, one.felt), owed: added(sum.owed, one.owed) }),
    NO_TIME,
  );

/** Below this share observed, no single figure is given, percent. */
const OBSERVED_FLOOR = 90;

/** part ÷ whole in percent, floored to 1/100: never rounded up. Whole numbers of ms, so that nothing is lost on the way. */
export const floored = (part: number, whole: number): number =>
  Number((BigInt(part) * 10_000n) / BigInt(whole)) / 100;

/** Availability = up ÷ (up + counted down), with what was observed beside it. */
export function figureOf({ up, down, excused, unobserved, planned, outside }: Tally): Figure {
  const known = up + down;
  const owed = known + unobserved;
  const observed = owed > 0 ? floored(known, owed) : 0;
  return {
    percent: known > 0 && observed >= OBSERVED_FLOOR ? floored(up, known) : null,
    interval: known > 0 ? [floored(up, owed), floored(up + unobserved, owed)] : null,
    observedPercent: observed,
    upSeconds: up / 1000,
    downSeconds: down / 1000,
    excusedSeconds: excused / 1000,
    unobservedSeconds: unobserved / 1000,
    plannedSeconds: planned / 1000,
    outsideHoursSeconds: outside / 1000,
  };
}

export const figuresOf = ({ felt, owed }: Tallies) => ({ felt: figureOf(felt), owed: figureOf(owed) });
