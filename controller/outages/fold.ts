import type { Outcome } from '#contract/looks.ts';
import type { Reason, State } from '#contract/status.ts';
import {
  heldAt,
  type Plan,
  RADIUS_MEMORY_MS,
  RADIUS_UNANSWERED,
  silentAfter,
  type Thresholds,
  UNREADABLE_LOOKS,
} from './thresholds.ts';
import { type FoldSpan, type Move, type Timeline, timelineFrom } from './timeline.ts';

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

interface Run {
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

const FAILED: readonly Outcome[] = ['timeout', 'unreachable'];
const UNREADABLE: readonly Outcome[] = ['refused', 'auth-failed', 'protocol-error'];

/**
 * Folds looks (rising in time, none before `fold.at`) into spans. Returns the fold after them and the timeline from
 * `fold.span.from` on: what stood there before is replaced by it. The same looks in one call or in many give the same.
 */
export function foldLooks(
  fold: Fold,
  looks: readonly LookFacts[],
  plan: Plan,
): { fold: Fold; spans: FoldSpan[] } {
  const line = timelineFrom(fold.span);
  let now = fold;
  for (const look of looks) now = step(now, look, plan, line);
  return { fold: { ...now, span: line.open() }, spans: line.spans() };
}

/** The timeline as of `now`: an agent that is silent for too long makes it unknown since its last look. */
export function tailAt(fold: Fold, now: number, plan: Plan): FoldSpan[] {
  const line = timelineFrom(fold.span);
  lapse(fold, now, plan, line);
  return line.spans();
}

export const isSilent = (fold: Fold, now: number, plan: Plan) =>
  fold.outcome !== null && now - fold.at > silentAfter(fold.outcome, pauseOf(fold, now, plan));

/** Between two looks the interval may change: an agent that still keeps the longer one is not silent. */
const pauseOf = (fold: Fold, now: number, plan: Plan) => ({
  lookIntervalMs: Math.max(heldAt(plan, fold.at).lookIntervalMs, heldAt(plan, now).lookIntervalMs),
});

/**
 * Time that passed without a look. True when the agent was silent. An unreadable look that none follows within the usual
 * time (the agent backs off after a refused password) leaves nothing that speaks for `up`.
 */
function lapse(fold: Fold, now: number, plan: Plan, line: Timeline): boolean {
  if (isSilent(fold, now, plan)) {
    line.move(silence(fold, heldAt(plan, fold.at)));
    return true;
  }
  const { state } = line.open();
  if (
    fold.unreadable &&
    (state === 'up' || state === 'degraded') &&
    now - fold.at > silentAfter('answered', pauseOf(fold, now, plan))
  ) {
    const { from, before } = fold.unreadable;
    line.move({ state: 'unknown', reason: 'unreadable', from, notBefore: before });
  }
  return false;
}

/** A look speaks for its interval, and no longer when none follows. */
const silence = (fold: Fold, { lookIntervalMs }: Thresholds): Move => ({
  state: 'unknown',
  reason: 'agent-silent',
  from: fold.at + lookIntervalMs,
  notBefore: fold.at,
});

function step(before: Fold, look: LookFacts, whole: Plan, line: Timeline): Fold {
  let fold = before;
  const plan = heldAt(whole, look.at);
  if (lapse(fold, look.at, whole, line)) {
    fold = { ...fold, failed: null, unreadable: null, doubt: null, quality: [] };
  }
  const base = { ...fold, at: look.at, outcome: look.outcome };
  if (look.outcome === 'answered') return answered(base, fold.at, look, plan, line);
  const doubt = longer(fold.doubt, look.at, fold.at);
  if (look.outcome === 'not-looked') {
    const { state } = line.open();
    const from = state === 'up' || state === 'degraded' ? (fold.doubt?.from ?? look.at) : look.at;
    line.move({ state: 'unknown', reason: 'not-looked', from, notBefore: null });
    return { ...base, failed: null, unreadable: null, doubt: null };
  }
  if (FAILED.includes(look.outcome)) {
    const next = { ...base, failed: longer(fold.failed, look.at, fold.at), unreadable: null, doubt };
    return failedOnce(next, look, plan, line);
  }
  if (!UNREADABLE.includes(look.outcome)) throw new Error(`outcome ${look.outcome} is judged nowhere`);
  const unreadable = longer(fold.unreadable, look.at, fold.at);
  const next = { ...base, failed: null, unreadable, doubt };
  if (unreadable.count >= UNREADABLE_LOOKS) {
    line.move({
      state: 'unknown',
      reason: 'unreadable',
      from: unreadable.from,
      notBefore: unreadable.before,
    });
    return next;
  }
  return doubtful(next, look, plan, line);
}

/** The usual follows slowly: a battery that sinks over an hour must not become the usual. */
const VOLTAGE_WEIGHT = 0.002;

function voltageAfter({ voltage = null }: Fold, look: LookFacts): Fold['voltage'] {
  if (look.voltage === null) return voltage;
  const usual =
    voltage === null ? look.voltage : voltage.usual + VOLTAGE_WEIGHT * (look.voltage - voltage.usual);
  return { last: look.voltage, usual };
}

const RESTARTS_MS = 1_800_000;

function restartsAfter({ restarts = [], uptimeSeconds }: Fold, look: LookFacts): readonly number[] {
  const kept = restarts.filter((at) => at > look.at - RESTARTS_MS);
  const restarted =
    uptimeSeconds !== null && look.uptimeSeconds !== null && look.uptimeSeconds < uptimeSeconds;
  return (restarted ? [...kept, look.at] : kept).slice(-LONGEST_LOOP);
}

/** More restarts than this need not be told apart. */
const LONGEST_LOOP = 10;

const longer = (run: Run | null, at: number, before: number): Run =>
  run ? { ...run, count: run.count + 1 } : { from: at, before, count: 1 };

function answered(fold: Fold, before: number, look: LookFacts, plan: Thresholds, line: Timeline): Fold {
  const was = line.open();
  if (was.state === 'down') line.endDown(look);
  const radius = radiusAfter(fold, look);
  const quality = [
    ...(was.state === 'down' ? [] : fold.quality),
    { tookMs: look.tookMs, lossPercent: look.lossPercent },
  ].slice(-plan.qualityLooks);
  const fault = look.fault ?? faultOfRadius(radius, look.at) ?? faultOfQuality(quality, plan);
  const seen: State = fault ? 'degraded' : 'up';
  const { changes } = withChange(fold, seen, look.at, plan);
  const flapping = seen === 'up' && changes.length > plan.flapChanges;
  line.move({
    state: flapping ? 'degraded' : seen,
    reason: flapping ? 'flapping' : fault,
    from: look.at,
    notBefore: was.state === 'down' ? (was.down?.lastFailedAt ?? before) : before,
  });
  return {
    ...fold,
    failed: null,
    unreadable: null,
    doubt: null,
    lastGoodAt: look.at,
    uptimeSeconds: look.uptimeSeconds,
    radius,
    quality,
    seen,
    changes,
    voltage: voltageAfter(fold, look),
    restarts: restartsAfter(fold, look),
  };
}

function failedOnce(fold: Fold, look: LookFacts, plan: Thresholds, line: Timeline): Fold {
  if (line.open().state === 'down') {
    line.stillDown(look.at);
    return fold;
  }
  const { failed } = fold;
  if (!failed || failed.count < plan.graceLooks || look.at - failed.from < plan.graceMs)
    return doubtful(fold, look, plan, line);
  line.move({
    state: 'down',
    reason: null,
    from: failed.from,
    notBefore: failed.before,
    down: {
      lastGoodAt: fold.lastGoodAt,
      lastFailedAt: look.at,
      firstGoodAt: null,
      uptimeBefore: fold.uptimeSeconds,
      uptimeAfter: null,
      voltage: fold.voltage ?? null,
      restartsBefore: fold.restarts?.length ?? 0,
    },
  });
  return { ...fold, ...withChange(fold, 'down', failed.from, plan), quality: [] };
}

/** Neither down nor readable for as long as down would need: what was up before is no longer known to be. */
function doubtful(fold: Fold, look: LookFacts, plan: Thresholds, line: Timeline): Fold {
  const { doubt } = fold;
  const state = line.open().state;
  const mixed = doubt !== null && doubt.count >= plan.graceLooks && look.at - doubt.from >= plan.graceMs;
  // A pure run of failures that only lacks looks or time is not in doubt: it will be down, backdated.
  const pure = doubt !== null && fold.failed?.from === doubt.from;
  if (mixed && !pure && (state === 'up' || state === 'degraded')) {
    line.move({ state: 'unknown', reason: 'unreadable', from: doubt.from, notBefore: doubt.before });
  }
  return fold;
}

function withChange(fold: Fold, seen: State, at: number, plan: Thresholds): Pick<Fold, 'seen' | 'changes'> {
  const recent = fold.changes.filter((change) => change > at - plan.flapWindowMs);
  // Enough to know that it flaps; more would only grow.
  const changes =
    fold.seen !== null && fold.seen !== seen ? [...recent, at].slice(-(plan.flapChanges + 1)) : recent;
  return { seen, changes };
}

/** Requests that timed out while none was answered: residents cannot log in. Counters restart with the uptime. */
function radiusAfter(fold: Fold, look: LookFacts): Fold['radius'] {
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
const faultOfRadius = (radius: Fold['radius'], at: number): Reason | null =>
  radius !== null &&
  radius.unanswered >= RADIUS_UNANSWERED &&
  radius.unansweredAt !== null &&
  at - radius.unansweredAt <= RADIUS_MEMORY_MS
    ? 'radius-unanswered'
    : null;

function faultOfQuality(quality: Fold['quality'], plan: Thresholds): Reason | null {
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
