import type { Reason } from '#contract/status.ts';
import type { Fold, LookFacts } from './fold-state.ts';
import { RADIUS_MEMORY_MS, RADIUS_UNANSWERED, type Thresholds } from './thresholds.ts';

/** The usual follows slowly: a battery that sinks over an hour must not become the usual. */
const VOLTAGE_WEIGHT = 0.002;

export function voltageAfter({ voltage = null }: Fold, look: LookFacts): Fold['voltage'] {
  if (look.voltage === null) return voltage;
  const usual =
    voltage === null ? look.voltage : voltage.usual + VOLTAGE_WEIGHT * (look.voltage - voltage.usual);
  return { last: look.voltage, usual };
}

const RESTARTS_MS = 1_800_000;

export function restartsAfter({ restarts = [], uptimeSeconds }: Fold, look: LookFacts): readonly number[] {
  const kept = restarts.filter((at) => at > look.at - RESTARTS_MS);
  const restarted =
    uptimeSeconds !== null && look.uptimeSeconds !== null && look.uptimeSeconds < uptimeSeconds;
  return (restarted ? [...kept, look.at] : kept).slice(-LONGEST_LOOP);
}

/** More restarts than this need not be told apart. */
const LONGEST_LOOP = 10;

/** Requests that timed out while none was answered: residents cannot log in. Counters restart with the uptime. */
export function radiusAfter(fold: Fold, look: LookFacts): Fold['radius'] {
  const { radiusTimeouts: timeouts, radiusAnswers: answers } = look;
  if (timeouts === null || answers === null) return null;
  const before = fold.radius;
  if (before === null) return { timeouts, answers, unanswered: 0, unansweredAt: null };
  const restarted = timeouts < before.timeouts || answers < before.answers;
  const newTimeouts = restarted ? timeouts : timeouts - before.timeouts;
  const newAnswers = restarted ? answers : answers - before.answers;
  if (newAnswers > 0) return { timeouts, answers, unanswered: 0, unansweredAt: null };
  if (newTimeouts === 0) return { ...before, timeouts, answers };
  return { timeouts, answers, unanswered: before.unanswered + newTimeouts, unansweredAt: look.at };
}

/** One lost request on a lossy uplink is none. */
export const faultOfRadius = (radius: Fold['radius'], at: number): Reason | null =>
  radius !== null &&
  radius.unanswered >= RADIUS_UNANSWERED &&
  radius.unansweredAt !== null &&
  at - radius.unansweredAt <= RADIUS_MEMORY_MS
    ? 'radius-unanswered'
    : null;

export function faultOfQuality(quality: Fold['quality'], plan: Thresholds): Reason | null {
  if (quality.length < plan.qualityLooks) return null;
  const losses = quality.flatMap(({ lossPercent }) => (lossPercent === null ? [] : [lossPercent]));
  if (losses.length === quality.length && isMedianAtLeast(losses, plan.lossPercent)) return 'uplink-loss';
  const times = quality.map(({ tookMs }) => tookMs);
  return isMedianAtLeast(times, plan.slowMs) ? 'slow' : null;
}

/** Of an even number the upper one of the two in the middle. */
function isMedianAtLeast(values: readonly number[], limit: number): boolean {
  let reached = 0;
  for (const value of values) if (value >= limit) reached += 1;
  return reached >= Math.ceil(values.length / 2);
}
