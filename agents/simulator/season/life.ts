import type { Draw } from './draw.ts';
import type { Fault, TrueCause } from './faults.ts';
import type { SeasonShape } from './shape.ts';

export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** What really was with one router; ms. */
export interface Life {
  /** Starts of the system, rising; the first is long before the season. */
  readonly boots: readonly number[];
  /** Whether each start followed a loss of power or a hang, rather than a command. */
  readonly unclean: readonly boolean[];
  readonly away: readonly TrueOutage[];
  readonly powerOff: readonly Interval[];
  readonly uplinkOff: readonly Interval[];
  readonly pulls: readonly number[];
}

export interface TrueOutage extends Interval {
  readonly routerId: number;
  /** Of what began it. */
  readonly cause: TrueCause;
  readonly group: string;
  /** Somebody pulled the plug meanwhile. */
  readonly pulled: boolean;
}

const MINUTE = 60_000;

export function merged(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => a.from - b.from);
  const kept: { from: number; to: number }[] = [];
  for (const { from, to } of sorted) {
    const last = kept.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else kept.push({ from, to });
  }
  return kept;
}

/** A router's life under its faults: when it had power and uplink, when it started, when it could be reached. */
export function lifeOf(
  routerId: number,
  faults: readonly Fault[],
  shape: SeasonShape,
  start: number,
  draw: Draw,
): Life {
  const uplinkFaults = faults.filter(({ takes }) => takes === 'uplink');
  const pulls: Interval[] = [];
  for (const { from, to } of uplinkFaults) {
    if (to - from < 10 * MINUTE || !draw.chance(shape.pulledPlug)) continue;
    // The first thing that anybody tries; some try again.
    for (
      let at = from + draw.between(2 * MINUTE, 25 * MINUTE), turn = 0;
      at < to - MINUTE && turn < 2;
      turn += 1
    ) {
      pulls.push({ from: at, to: at + draw.between(8_000, 60_000) });
      at += draw.chance(0.4) ? draw.between(15 * MINUTE, 60 * MINUTE) : Number.POSITIVE_INFINITY;
    }
  }
  const powerOff = merged([...faults.filter(({ takes }) => takes === 'power'), ...pulls]);
  const uplinkOff = merged(uplinkFaults);
  const device = faults.filter(({ takes }) => takes === 'device');
  const boots: { at: number; unclean: boolean }[] = [
    { at: start - draw.between(5, 60) * 86_400_000, unclean: false },
  ];
  const starting: Interval[] = [];
  for (const { from, to } of powerOff) {
    boots.push({ at: to, unclean: true });
    starting.push({ from, to: to + draw.between(45_000, 110_000) });
  }
  for (const { from, to, cause } of device) {
    boots.push({ at: to - draw.between(40_000, 60_000), unclean: cause === 'device' });
    starting.push({ from, to });
  }
  boots.sort((a, b) => a.at - b.at);
  const gone = merged([...starting, ...uplinkOff]);
  const away = gone.map(({ from, to }): TrueOutage => {
    const first = [...faults].filter((fault) => fault.from >= from - 1 && fault.from <= from + 1)[0]!;
    return {
      routerId,
      from,
      to,
      cause: first.cause,
      group: first.group,
      pulled: pulls.some((pull) => pull.from >= from && pull.from < to),
    };
  });
  return {
    boots: boots.map(({ at }) => at),
    unclean: boots.map(({ unclean }) => unclean),
    away,
    powerOff,
    uplinkOff,
    pulls: pulls.map(({ from }) => from),
  };
}
