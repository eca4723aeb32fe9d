import { createHash } from 'node:crypto';
import type { Outcome } from '#contract/looks.ts';

/** Longest pause while a router is away: its return is seen within a minute. */
const MOST_AWAY = 60_000;
/** After a refused password: every further try stands in the router's log as an attack. */
const AFTER_AUTH_FAILED = 300_000;
/** Failed looks in a row before it is looked at less often: the verdict comes first. */
const PATIENT = 3;

/** Looks of one outcome in a row, the last included. */
export interface Run {
  readonly outcome: Outcome;
  readonly length: number;
}

/** ms until the first look: spread over the interval by the router's id, so that a restart of the agent is no burst. */
export function firstPause(routerId: number, intervalMs: number): number {
  return createHash('sha256').update(`router ${routerId}`).digest().readUInt32BE(0) % intervalMs;
}

/** ms from one look to the next, before jitter. */
export function pauseAfter({ outcome, length }: Run, intervalMs: number): number {
  switch (outcome) {
    case 'answered':
    case 'not-looked':
      return intervalMs;
    case 'auth-failed':
      return Math.max(AFTER_AUTH_FAILED, intervalMs);
    default:
      return Math.min(length < PATIENT ? intervalMs : intervalMs * 1.5, Math.max(MOST_AWAY, 1_000));
  }
}

/**
 * When the next look is due, in the same clock as `due`: from the time the last one was due, so that lateness does not add up,
 * ± 10 % so that a thousand routers do not march in step. `random` is in [0, 1). What was missed is not made up for.
 */
export function nextDue(due: number, pauseMs: number, now: number, random: number): number {
  const next = due + pauseMs * (0.9 + 0.2 * random);
  return next > now ? next : now + pauseMs * 0.1 * random;
}

/** Looks that may run at once: enough even if every look takes all of its time; bounded whatever is asked. */
export function concurrencyFor(targets: readonly { intervalMs: number; deadlineMs: number }[]): number {
  const busy = targets.reduce((sum, target) => sum + target.deadlineMs / target.intervalMs, 0);
  return Math.min(2_048, Math.ceil(busy * 1.25) + 4);
}
