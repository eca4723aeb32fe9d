import type { Thresholds } from '../outages/thresholds.ts';
import type { FoldSpan } from '../outages/timeline.ts';
import { MemoryStore } from './store.ts';
import { blockedFor, INTERVAL_MS, looksAt, type SeenLook, storedAt } from './watch.ts';
import { drawOf, type Interval, type ModelRouter, merged, type Shape, type World, worldOf } from './world.ts';

export const plan: Thresholds = {
  lookIntervalMs: INTERVAL_MS,
  graceLooks: 3,
  graceMs: 60_000,
  flapChanges: 4,
  flapWindowMs: 900_000,
  qualityLooks: 5,
  lossPercent: 20,
  slowMs: 2_000,
};

/**
 * What looks cannot see, ms. A router that is away is looked at every 60 s ± 10 %, and a look takes up to 10 s: an
 * appearance between two of them is not seen; nor is it when the one look in between was lost.
 */
const UNSEEN_UP_MS = 2 * (66_000 + 10_000) + 1_000;
/**
 * Nor an outage without three failed looks over 60 s: it may begin right after a good look, fail three times over a
 * little less than 60 s, and be over when the next look comes after one and a half intervals, all ± 10 %.
 */
const UNSEEN_DOWN_MS = 33_000 + 60_000 + 49_500 + 1_000;

/**
 * When an agent dies meanwhile, a router that was away stays so for the 150 s that its back-off could be, and one more
 * look may be lost; one that was not yet called down was looked at last for ten seconds, and is so until nobody looked for
 * two and a half intervals more.
 */
const UNSEEN_UP_SILENT_MS = 150_000 + 66_000 + 10_000 + 1_000;
const UNSEEN_DOWN_SILENT_MS = 33_000 + 60_000 + 10_000 + 75_000 + 1_000;

/** What lasts as it is told: the last look still took its time and was on its way, ms. */
const ON_ITS_WAY_MS = 10_000 + 2_000;

export interface Wrong {
  readonly seed: number;
  readonly routerId: number;
  readonly what: string;
}

/** Lives through a day and holds what was said, at its end and in between, against what was. */
export function wrongsOf(seed: number, shape?: Shape): Wrong[] {
  const world = worldOf(seed, shape);
  const draw = drawOf(seed ^ 0x5bd1e995);
  const wrongs: Wrong[] = [];
  const deaths = merged(world.agents.flatMap(({ dead }) => dead));
  for (const router of world.routers) {
    const told = (now: number) => wrongIn(seed, router, deaths, store.spansAt(now), now);
    const store = new MemoryStore(world.from, plan);
    const batches = batchesOf(world, router, draw);
    const instants = Array.from({ length: 8 }, () => draw.between(world.from, world.to)).toSorted(
      (a, b) => a - b,
    );
    let next = 0;
    for (const [at, looks] of batches) {
      for (; next < instants.length && instants[next]! < at; next += 1) wrongs.push(...told(instants[next]!));
      store.add(looks);
    }
    wrongs.push(...told(world.to));
  }
  return wrongs;
}

/** Looks by the time at which they were stored. */
function batchesOf(
  world: World,
  router: ModelRouter,
  draw: ReturnType<typeof drawOf>,
): [number, SeenLook[]][] {
  const stored = world.agents.flatMap((agent) => {
    let last = 0;
    const blocked = blockedFor(world, agent);
    return looksAt(world, agent, router, draw).flatMap((look) => {
      // In the order of its outbox: none overtakes another of the same agent.
      const at = storedAt(world, blocked, Math.max(look.at + look.tookMs, last));
      if (at === null) return [];
      last = at - 1_000;
      return [{ at, look }];
    });
  });
  return [...Map.groupBy(stored, ({ at }) => at)]
    .map(([at, all]): [number, SeenLook[]] => [at, all.map(({ look }) => look)])
    .toSorted(([a], [b]) => a - b);
}

/** down ⊆ truly down, up ⊆ truly up; the rest unknown. */
function wrongIn(
  seed: number,
  router: ModelRouter,
  deaths: readonly Interval[],
  spans: readonly FoldSpan[],
  now: number,
): Wrong[] {
  const down = merged(router.down);
  return spans.flatMap((span): Wrong[] => {
    const is = { from: span.from, to: span.to ?? now };
    const over = (what: string, stretches: readonly Interval[], unseen: number, silent: number): Wrong[] => {
      const ms = longest(
        stretches.map((one) => {
          const isSilent = deaths.some(({ from, to }) => from < one.to && to > one.from);
          return { from: one.from + (isSilent ? silent : unseen), to: one.to };
        }),
      );
      if (ms === 0) return [];
      const told = `${what} for ${Math.round(ms / 1000)} s more than looks may miss`;
      const where = `${span.state} ${clock(is.from)}–${clock(is.to)}, told at ${clock(now)}`;
      return [{ seed, routerId: router.id, what: `${told}, within ${where}` }];
    };
    if (span.state === 'down') return over('up', without(is, down), UNSEEN_UP_MS, UNSEEN_UP_SILENT_MS);
    if (span.state === 'unknown') return [];
    const late = span.to === null ? ON_ITS_WAY_MS : 0;
    const gone = down.map((one) => cut(one, is));
    return over('down', gone, UNSEEN_DOWN_MS + late, UNSEEN_DOWN_SILENT_MS + late);
  });
}

const clock = (at: number) => new Date(at).toISOString().slice(11, 19);
export const cut = (a: Interval, b: Interval): Interval => ({
  from: Math.max(a.from, b.from),
  to: Math.min(a.to, b.to),
});
export const longest = (intervals: readonly Interval[]) =>
  Math.max(0, ...intervals.map(({ from, to }) => to - from));

export function without(is: Interval, others: readonly Interval[]): Interval[] {
  const left: Interval[] = [];
  let from = is.from;
  for (const other of others) {
    if (other.to <= from || other.from >= is.to) continue;
    if (other.from > from) left.push({ from, to: other.from });
    from = Math.max(from, other.to);
  }
  if (from < is.to) left.push({ from, to: is.to });
  return left;
}
