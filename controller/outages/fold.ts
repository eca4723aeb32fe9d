import type { Outcome } from '#contract/looks.ts';
import type { State } from '#contract/status.ts';
import { faultOfQuality, faultOfRadius, radiusAfter, restartsAfter, voltageAfter } from './fold-readings.ts';
import type { Fold, LookFacts, Run } from './fold-state.ts';
import { between, type Signs } from './signs.ts';
import { heldAt, type Plan, QUIET_MS, silentAfter, type Thresholds, UNREADABLE_LOOKS } from './thresholds.ts';
import { type FoldSpan, type Move, type Timeline, timelineFrom } from './timeline.ts';

export { beginFold, type Fold, type LookFacts } from './fold-state.ts';

const FAILED: readonly Outcome[] = ['timeout', 'unreachable'];
const UNREADABLE: readonly Outcome[] = ['refused', 'auth-failed', 'protocol-error'];

/**
 * Folds looks (rising in time, none before `fold.at`) into spans; `signs` are when the router spoke by itself. Returns the fold after them and the timeline from
 * `fold.span.from` on: what stood there before is replaced by it. The same looks in one call or in many give the same.
 */
export function foldLooks(
  fold: Fold,
  looks: readonly LookFacts[],
  plan: Plan,
  signs: Signs = [],
): { fold: Fold; spans: FoldSpan[] } {
  const line = timelineFrom(fold.span);
  let now = fold;
  for (const look of looks) now = step(hear(now, look, line, signs), look, plan, line);
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
 * Time that passed without a look. True when the agent was silent: before the verdict it does not back off. A failed look
 * that none follows within the usual time, and an unreadable one (the agent backs off after a refused password), leave
 * nothing that speaks for `up`.
 */
function lapse(fold: Fold, now: number, plan: Plan, line: Timeline): boolean {
  const { state } = line.open();
  const isUp = state === 'up' || state === 'degraded';
  const usual = silentAfter('answered', pauseOf(fold, now, plan));
  const { outcome, doubt, tookMs = 0 } = fold;
  const isFailed = outcome !== null && FAILED.includes(outcome);
  if (isFailed && doubt && state !== 'down' && now - fold.at - tookMs > usual) {
    line.move(
      isUp
        ? { state: 'unknown', reason: 'agent-silent', from: doubt.from, notBefore: doubt.before }
        : silence(fold, heldAt(plan, fold.at)),
    );
    return true;
  }
  if (isSilent(fold, now, plan)) {
    line.move(silence(fold, heldAt(plan, fold.at)));
    return true;
  }
  if (fold.unreadable && isUp && now - fold.at > usual) {
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
    fold = { ...fold, failed: null, unreadable: null, doubt: null, quality: [], contradicted: false };
  }
  const base = { ...fold, at: look.at, outcome: look.outcome, tookMs: look.tookMs };
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

/**
 * A router that spoke by itself before a look that it did not answer was alive: whatever fails, it is not known to be
 * down. Like an unreadable answer its word ends a run of failures; when it was called down, that was up to its word.
 */
function hear(fold: Fold, look: LookFacts, line: Timeline, signs: Signs): Fold {
  if (look.outcome === 'answered') return fold;
  const heard = between(signs, fold.at, look.at);
  if (heard.length === 0) return fold;
  const { state, down } = line.open();
  if (state === 'down') {
    const notBefore = down?.lastFailedAt ?? null;
    line.move({ state: 'unknown', reason: 'unreadable', from: heard[0]!, notBefore });
  }
  const contradicted = state === 'down' || fold.contradicted === true;
  return { ...fold, failed: null, heardAt: heard.at(-1)!, contradicted };
}

/** As long as `down` needs. */
const isLong = (run: Run | null, at: number, plan: Thresholds): run is Run =>
  run !== null && run.count >= plan.graceLooks && at - run.from >= plan.graceMs;

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
    heardAt: null,
    contradicted: false,
  };
}

function failedOnce(fold: Fold, look: LookFacts, plan: Thresholds, line: Timeline): Fold {
  if (line.open().state === 'down') {
    line.stillDown(look.at);
    return fold;
  }
  const { failed } = fold;
  if (!isLong(failed, look.at, plan) || (fold.contradicted && look.at - failed.from < QUIET_MS))
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
  return {
    ...fold,
    ...withChange(fold, 'down', failed.from, plan),
    quality: [],
    contradicted: false,
  };
}

/** Neither down nor readable for as long as down would need: what was up before is no longer known to be. */
function doubtful(fold: Fold, look: LookFacts, plan: Thresholds, line: Timeline): Fold {
  const { doubt } = fold;
  const state = line.open().state;
  const mixed = isLong(doubt, look.at, plan);
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
