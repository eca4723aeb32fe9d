import type { StoredSpan } from '../../outages/recompute.ts';
import type { Thresholds } from '../../outages/thresholds.ts';
import { cut, longest, plan as simulatedPlan, without } from '../check.ts';
import { MemoryStore } from '../store.ts';
import { INTERVAL_MS, looksAt, type Pace } from '../watch.ts';
import { drawOf, type Interval, merged, type World } from '../world.ts';
import { FASTER, type Played, real } from './testing-played.ts';

/** Of processes on two cores a look in fifty comes too late. */
export const pace: Pace = { intervalMs: INTERVAL_MS / FASTER, deadlineMs: 500, answerMs: 30, lost: 0.02 };
/** As `check.ts` judges, thirty times as fast. Quality is no matter here. */
export const plan: Thresholds = {
  ...simulatedPlan,
  lookIntervalMs: pace.intervalMs,
  graceMs: real(simulatedPlan.graceMs),
  flapWindowMs: real(simulatedPlan.flapWindowMs),
};

/** For processes that start and end on two cores, ms. */
const BUSY_MS = 1_000;
/** What looks cannot see, ms: as `check.ts` has it. */
const UNSEEN_UP_MS = 2 * (1.65 * pace.intervalMs + pace.deadlineMs) + BUSY_MS;
const UNSEEN_DOWN_MS = 1.1 * pace.intervalMs + plan.graceMs + 1.65 * pace.intervalMs + BUSY_MS;
const UNSEEN_DOWN_SILENT_MS =
  1.1 * pace.intervalMs + plan.graceMs + pace.deadlineMs + 2.5 * pace.intervalMs + BUSY_MS;

/** down ⊆ truly down, up ⊆ truly up; the rest unknown. */
export function wrongIn(
  spans: readonly StoredSpan[],
  { down, agentDead }: { readonly down: readonly Interval[]; readonly agentDead: readonly Interval[] },
  { from, to }: Interval,
): string[] {
  // Back-off must not look like silence: 150 s of it, which no scale makes shorter, speak for what was seen last.
  const lastSeenDown = agentDead.filter((dead) =>
    down.some((one) => one.from < dead.from && one.to > dead.from - UNSEEN_UP_MS),
  );
  const excused = merged([...down, ...lastSeenDown]);
  return spans.flatMap((span) => {
    const is = cut({ from: span.from, to: span.to ?? to }, { from, to });
    if (is.to <= is.from) return [];
    const told = (what: string, ms: number) => [
      `${what} for ${Math.round(ms)} ms within ${span.state} ${timesOf([is], from)} s; truly down ${timesOf(down, from)}, agent dead ${timesOf(agentDead, from)}`,
    ];
    const up = span.state === 'down' ? longest(without(is, excused)) : 0;
    if (up > UNSEEN_UP_MS) return told('up', up);
    const isUp = span.state === 'up' || span.state === 'degraded';
    const gone = isUp ? down.map((one) => cut(one, is)) : [];
    return gone.flatMap((one) => {
      const isSilent = agentDead.some((dead) => dead.from < one.to && dead.to > one.from);
      const ms = one.to - one.from;
      return ms > (isSilent ? UNSEEN_DOWN_SILENT_MS : UNSEEN_DOWN_MS) ? told('down', ms) : [];
    });
  });
}

const second = (ms: number) => (ms / 1_000).toFixed(1);
const timesOf = (intervals: readonly Interval[], start: number) =>
  intervals.map(({ from, to }) => `${second(from - start)}–${second(to - start)}`).join(', ') || 'never';

const STEP_MS = 100;
/** Draws of when looks fall and changes are seen. */
const DRAWS = 400;
/** Begins and ends between two draws. */
const BETWEEN_STEPS = 4;
const STATES = ['unknown', 'up', 'down'];

/** The model had a while before the history to see that all is up, ms. */
const RUN_UP_MS = 10_000;

export interface Agreement {
  /** Instants at which both were held against each other, and those of them at which the model leaves no choice. */
  readonly instants: number;
  readonly strict: number;
  readonly wrongs: readonly string[];
}

/**
 * Holds stored spans against the model's of the same history: at each instant the state must be one that the model's
 * agent would have led to, had it looked at one or another moment. Far from changes that is one state.
 */
export function agreementOf(
  spans: readonly StoredSpan[],
  played: Played,
  like: World,
  { router, seed }: { readonly router: number; readonly seed: number },
  { from, to }: Interval,
): Agreement {
  const steps = Math.floor((to - from) / STEP_MS);
  const may = new Uint8Array(steps);
  for (let turn = 0; turn < DRAWS; turn += 1) {
    const draw = drawOf(seed * 1_000_003 + router * 1_009 + turn);
    const world = played.world(like, draw, from - RUN_UP_MS, to);
    const store = new MemoryStore(world.from, plan);
    store.add(looksAt(world, world.agents[router % 2]!, world.routers[router]!, draw, pace));
    for (const span of store.spansAt(to)) {
      const last = Math.min(steps, Math.ceil(((span.to ?? to) - from) / STEP_MS));
      for (let step = Math.max(0, Math.ceil((span.from - from) / STEP_MS)); step < last; step += 1)
        may[step]! |= bitOf(span.state);
    }
  }
  const is = Array.from({ length: steps }, (_, step) => stateAt(spans, from + step * STEP_MS));
  const allowed = is.map((_, step) =>
    may
      .subarray(Math.max(0, step - BETWEEN_STEPS), step + BETWEEN_STEPS + 1)
      .reduce((all, bits) => all | bits, 0),
  );
  const wrongs: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    const isWrong = (at: number) => at < steps && (allowed[at]! & bitOf(is[at]!)) === 0;
    if (!isWrong(step)) continue;
    const begun = step;
    while (isWrong(step + 1) && is[step + 1] === is[begun] && allowed[step + 1] === allowed[begun]) step += 1;
    const should = STATES.filter((state) => (allowed[begun]! & bitOf(state)) !== 0).join(' or ');
    wrongs.push(
      `${is[begun]} at ${second(begun * STEP_MS)}–${second((step + 1) * STEP_MS)} s where the model says ${should}`,
    );
  }
  return {
    instants: steps,
    strict: allowed.filter((bits) => (bits & (bits - 1)) === 0).length,
    wrongs,
  };
}

/** Flapping and RADIUS that nobody answers while the controller is away: it is up for the model. */
const plain = (state: string) => (state === 'degraded' ? 'up' : state);
const bitOf = (state: string) => 1 << STATES.indexOf(plain(state));

function stateAt(spans: readonly StoredSpan[], at: number): string {
  return plain(spans.find(({ from, to }) => at >= from && (to === null || at < to))?.state ?? 'unknown');
}
