/** Half-open, ms. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Random draws from a seed (mulberry32). */
export function drawOf(seed: number) {
  let state = (seed * 2_654_435_761) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (least: number, most: number) => least + next() * (most - least),
    chance: (share: number) => next() < share,
  };
}
export type Draw = ReturnType<typeof drawOf>;

const MINUTE = 60_000;

/** How long a history is, and how much happens in it. */
export interface Shape {
  readonly lengthMs: number;
  /** Whatever dies is dead for so long, ms. */
  readonly shortestMs: number;
  readonly longestMs: number;
  readonly routers: number;
  /** Of the most deaths of a day, of each router and of everything else. */
  readonly routerShare: number;
  readonly share: number;
  /** Half of the days the lease of all routers moves from the first agent to the second; else each has its own. */
  readonly leases: 'move' | 'stay';
}

const DAY: Shape = {
  lengthMs: 24 * 60 * MINUTE,
  shortestMs: 5_000,
  longestMs: 4 * 60 * MINUTE,
  routers: 3,
  routerShare: 1,
  share: 1,
  leases: 'move',
};

/** When something is dead: a few times, from seconds to the longest. */
function deaths(
  draw: Draw,
  from: number,
  { lengthMs, shortestMs, longestMs }: Shape,
  most: number,
): Interval[] {
  const count = Math.floor(draw.next() * (Math.round(most) + 1));
  return Array.from({ length: count }, () => {
    const begin = draw.between(from, from + lengthMs);
    return { from: begin, to: begin + shortestMs * (longestMs / shortestMs) ** draw.next() };
  });
}

export function merged(intervals: readonly Interval[]): Interval[] {
  const kept: { from: number; to: number }[] = [];
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = kept.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else kept.push({ from, to });
  }
  return kept;
}

export const within = (intervals: readonly Interval[], at: number) =>
  intervals.some(({ from, to }) => at >= from && at < to);

export interface ModelAgent {
  readonly id: number;
  /** Its process; what it holds on disk outlives it. */
  readonly dead: readonly Interval[];
  /** Its own router; the line behind it. Either takes everything. */
  readonly gatewayDead: readonly Interval[];
  readonly providerDead: readonly Interval[];
  /** From when until when it holds the lease of the routers. */
  readonly holds: readonly Interval[];
}

export interface ModelRouter {
  readonly id: number;
  readonly via: 'direct' | 'hub';
  /** Truly not there: power, uplink, device. */
  readonly down: readonly Interval[];
  /** While it is gone, a carrier refuses connections in its name. */
  readonly refusedWhenGone: boolean;
}

/** Everything that can die in a day, and when it does. */
export interface World {
  readonly from: number;
  readonly to: number;
  readonly hubDead: readonly Interval[];
  readonly canariesDead: readonly (readonly Interval[])[];
  readonly controllerDead: readonly Interval[];
  readonly databaseDead: readonly Interval[];
  readonly agents: readonly ModelAgent[];
  readonly routers: readonly ModelRouter[];
}

/** A day (or what the shape says) in which anything dies at any time, in any combination. */
export function worldOf(seed: number, shape: Shape = DAY): World {
  const draw = drawOf(seed);
  const from = Date.UTC(2026, 10, 25);
  const to = from + shape.lengthMs;
  const some = (most: number) => deaths(draw, from, shape, most * shape.share);
  const moves = shape.leases === 'move' && draw.chance(0.5) ? [draw.between(from, to)] : [];
  const [first, second] =
    moves.length === 0
      ? [[{ from, to }], shape.leases === 'move' ? [] : [{ from, to }]]
      : // The one that loses the lease learns of it late: for a while both look.
        [[{ from, to: moves[0]! + draw.between(0, 10 * MINUTE) }], [{ from: moves[0]!, to }]];
  const agent = (id: number, holds: readonly Interval[]): ModelAgent => ({
    id,
    dead: some(3),
    gatewayDead: some(2),
    providerDead: some(3),
    holds,
  });
  return {
    from,
    to,
    hubDead: some(3),
    canariesDead: [some(2), some(2)],
    controllerDead: some(3),
    databaseDead: some(2),
    agents: [agent(1, first), agent(2, second)],
    routers: Array.from({ length: shape.routers }, (_, index) => index + 1).map((id) => ({
      id,
      via: draw.chance(0.5) ? 'hub' : 'direct',
      down: deaths(draw, from, shape, 6 * shape.routerShare),
      refusedWhenGone: draw.chance(0.15),
    })),
  };
}
