import { judge } from '../../agents/poll/judge.ts';
import { nextDue, pauseAfter, type Run } from '../../agents/poll/schedule.ts';
import type { LookFacts } from '../outages/fold.ts';
import {
  type Draw,
  type Interval,
  type ModelAgent,
  type ModelRouter,
  merged,
  type World,
  within,
} from './world.ts';

export const INTERVAL_MS = 30_000;

/** How an agent looks. */
export interface Pace {
  readonly intervalMs: number;
  /** A look gives up after this, ms. */
  readonly deadlineMs: number;
  /** What is answered takes so long, ms. */
  readonly answerMs: number;
  /** Share of looks that are lost on a thin line; never two in a row: three in a row are an outage by its definition. */
  readonly lost: number;
}

const DAYS_PACE: Pace = { intervalMs: INTERVAL_MS, deadlineMs: 10_000, answerMs: 120, lost: 0.02 };

export interface SeenLook extends LookFacts {
  readonly agentId: number;
}

/** All looks of one agent at one router over a history, by the agent's own decisions. */
export function looksAt(
  world: World,
  agent: ModelAgent,
  router: ModelRouter,
  draw: Draw,
  { intervalMs, deadlineMs, answerMs, lost: share }: Pace = DAYS_PACE,
): SeenLook[] {
  const looks: SeenLook[] = [];
  let run: Run | undefined;
  let lost = false;
  let booted = world.from - draw.between(1, 30) * 86_400_000;
  const returns = router.down.map(({ to }) => to).toSorted((a, b) => a - b);
  for (let due = world.from + draw.between(0, intervalMs); due < world.to; ) {
    const at = due;
    if (within(agent.dead, at) || !within(agent.holds, at)) {
      due += intervalMs;
      run = undefined;
      continue;
    }
    for (const end of returns) if (end <= at && end > booted) booted = end;
    const isOut = (instant: number) =>
      !within(agent.gatewayDead, instant) && !within(agent.providerDead, instant);
    const way = isOut(at) && (router.via === 'direct' || !within(world.hubDead, at));
    const there = !within(router.down, at);
    lost = way && there && !lost && draw.chance(share);
    const raw =
      way && there && !lost ? 'answered' : way && !there && router.refusedWhenGone ? 'refused' : 'timeout';
    const tookMs = raw === 'timeout' ? deadlineMs : answerMs;
    // The proof begins after the look has failed.
    const proofAt = at + tookMs;
    const outcome = judge(raw, router.via, {
      canaries: 'given',
      owners: isOut(proofAt) ? world.canariesDead.filter((canary) => !within(canary, proofAt)).length : 0,
      hub: isOut(proofAt) && !within(world.hubDead, proofAt),
    });
    looks.push({
      agentId: agent.id,
      at: Math.round(at),
      outcome,
      tookMs,
      fault: null,
      lossPercent: null,
      uptimeSeconds: outcome === 'answered' ? Math.floor((at - booted) / 1000) : null,
      radiusTimeouts: null,
      radiusAnswers: null,
      voltage: null,
    });
    run = { outcome, length: run?.outcome === outcome ? run.length + 1 : 1 };
    due = nextDue(due, pauseAfter(run, intervalMs), at + tookMs, draw.next());
  }
  return looks;
}

/** Time in which nothing of this agent can reach the database, merged. */
export const blockedFor = (world: World, agent: ModelAgent): Interval[] =>
  merged([
    ...agent.dead,
    ...agent.gatewayDead,
    ...agent.providerDead,
    ...world.controllerDead,
    ...world.databaseDead,
  ]);

/** Of a batch on its way, ms. */
const WAY_MS = 1_000;

/**
 * When what is written down at `at` is stored: an agent keeps it over its own death, and sends it when all of the way is
 * there. Null when that does not come to pass within the day.
 */
export function storedAt(world: World, blocked: readonly Interval[], at: number): number | null {
  const instant = at + WAY_MS;
  const hold = blocked.find(({ from, to }) => instant >= from && instant < to);
  const stored = hold ? hold.to + WAY_MS : instant;
  return stored < world.to ? stored : null;
}
