import type { Outcome } from '#contract/looks.ts';
import type { Reason, State } from '#contract/status.ts';
import type { FoldSpan } from './timeline.ts';

/** What of a look decides on states. Times are ms since the epoch by the controller's clock. */
export interface LookFacts {
  readonly at: number;
  readonly outcome: Outcome;
  readonly tookMs: number;
  /** What the reading alone shows to be wrong for residents. */
  readonly fault: Reason | null;
  readonly lossPercent: number | null;
  readonly uptimeSeconds: number | null;
  /** The router's own counters of RADIUS requests that nobody answered, and that somebody did. */
  readonly radiusTimeouts: number | null;
  readonly radiusAnswers: number | null;
  /** Of the supply, V. */
  readonly voltage: number | null;
}

/** Looks of one kind in a row. */
export interface Run {
  readonly from: number;
  /** Time of the look before the run. */
  readonly before: number | null;
  readonly count: number;
}

/** All that must be remembered of the past to go on. Plain JSON, bounded. */
export interface Fold {
  readonly at: number;
  /** Null before the first look. */
  readonly outcome: Outcome | null;
  /** Of the last look, ms; folds of before it was kept have none. */
  readonly tookMs?: number;
  readonly span: FoldSpan;
  /** Failed looks in a row; unreadable looks in a row; looks of any kind that were not answered. */
  readonly failed: Run | null;
  readonly unreadable: Run | null;
  readonly doubt: Run | null;
  readonly lastGoodAt: number | null;
  readonly uptimeSeconds: number | null;
  readonly radius: {
    readonly timeouts: number;
    readonly answers: number;
    /** Requests that nobody answered since one was, and when the last of them was seen. */
    readonly unanswered: number;
    readonly unansweredAt: number | null;
  } | null;
  readonly quality: readonly { readonly tookMs: number; readonly lossPercent: number | null }[];
  /** The last of up, degraded, down as seen, before flapping; and when it changed. */
  readonly seen: State | null;
  readonly changes: readonly number[];
  /** Of the supply, V; folds of before it was kept have none. */
  readonly voltage?: { readonly last: number; readonly usual: number } | null;
  /** Restarts of the last half hour. */
  readonly restarts?: readonly number[];
  /** Its last word between looks that it did not answer; null once it answers. */
  readonly heardAt?: number | null;
  /** It spoke where its looks said that it was down: failed looks alone prove nothing until it answers or falls quiet. */
  readonly contradicted?: boolean;
}

/** Before the first look: unknown since it was taken into service. */
export function beginFold(inServiceSince: number): Fold {
  return {
    at: inServiceSince,
    outcome: null,
    span: {
      state: 'unknown',
      reason: 'never-looked',
      from: inServiceSince,
      to: null,
      notBefore: null,
      down: null,
    },
    failed: null,
    unreadable: null,
    doubt: null,
    lastGoodAt: null,
    uptimeSeconds: null,
    radius: null,
    quality: [],
    seen: null,
    changes: [],
  };
}
