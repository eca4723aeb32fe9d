import type { Draw } from './draw.ts';
import type { SeasonShape } from './shape.ts';

export type TrueCause = 'power' | 'uplink' | 'unpaid' | 'device' | 'site' | 'commanded';

/** Where a router stands, as the world knows it. */
export interface Place {
  readonly id: number;
  readonly feeder: number;
  readonly tower: number;
  readonly provider: number;
  readonly kecamatan: number;
  readonly agent: number;
}

/** Something that happens to one router; ms. Faults of one fate have one `group`. */
export interface Fault {
  readonly routerId: number;
  readonly cause: TrueCause;
  readonly from: number;
  readonly to: number;
  readonly group: string;
  /** What is gone meanwhile. */
  readonly takes: 'power' | 'uplink' | 'device';
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export function placesOf({ routers }: SeasonShape): Place[] {
  const towers = Math.max(2, Math.round(routers / 5));
  return Array.from({ length: routers }, (_, index) => ({
    id: index + 1,
    feeder: index % Math.max(2, Math.round(routers / 4)),
    tower: (index * 7 + Math.floor(index / 3)) % towers,
    provider: ((index * 7 + Math.floor(index / 3)) % towers) % 2,
    kecamatan: Math.floor((index * 4) / routers),
    agent: index % 2,
  }));
}

/** Every fault of a season; a short one more often than a long one. */
export function faultsOf(places: readonly Place[], shape: SeasonShape, start: number, draw: Draw): Fault[] {
  const faults: Fault[] = [];
  const span = shape.days * DAY;
  const times = (rate: number) => {
    const expected = (rate * shape.days) / 30;
    const count = Math.floor(expected) + (draw.chance(expected % 1) ? 1 : 0);
    return Array.from({ length: count }, () => start + DAY / 2 + draw.next() * (span - DAY));
  };
  const lasting = (least: number, most: number) => least * (most / least) ** draw.next();
  const add = (hit: readonly Place[], fault: Omit<Fault, 'routerId'>) => {
    for (const { id } of hit) faults.push({ routerId: id, ...fault });
  };
  let group = 0;
  const shared = (
    of: 'feeder' | 'tower' | 'provider',
    rate: number,
    fault: Pick<Fault, 'cause' | 'takes'>,
    least: number,
    most: number,
  ) => {
    for (const value of new Set(places.map((place) => place[of]))) {
      for (const from of times(rate)) {
        group += 1;
        const hit = places.filter((place) => place[of] === value);
        add(hit, { ...fault, from, to: from + lasting(least, most), group: `${of}-${group}` });
      }
    }
  };
  const own = (rate: number, fault: Pick<Fault, 'cause' | 'takes'>, least: number, most: number) => {
    for (const place of places) {
      for (const from of times(rate)) {
        group += 1;
        add([place], { ...fault, from, to: from + lasting(least, most), group: `own-${group}` });
      }
    }
  };
  shared('feeder', shape.feederCuts, { cause: 'power', takes: 'power' }, 8 * MINUTE, 5 * HOUR);
  shared('tower', shape.towerCuts, { cause: 'uplink', takes: 'uplink' }, 6 * MINUTE, 4 * HOUR);
  shared('provider', shape.providerCuts, { cause: 'uplink', takes: 'uplink' }, 10 * MINUTE, 2 * HOUR);
  own(shape.sitePower, { cause: 'power', takes: 'power' }, 6 * MINUTE, 2.5 * HOUR);
  own(shape.siteUplink, { cause: 'uplink', takes: 'uplink' }, 6 * MINUTE, 6 * HOUR);
  own(shape.flaps, { cause: 'uplink', takes: 'uplink' }, 30_000, 5 * MINUTE);
  own(shape.crashes, { cause: 'device', takes: 'device' }, 2 * MINUTE, 5 * MINUTE);
  own(shape.thefts, { cause: 'site', takes: 'power' }, 6 * HOUR, 3 * DAY);
  own(shape.reboots, { cause: 'commanded', takes: 'device' }, 70_000, 150_000);
  own(shape.unpaid, { cause: 'unpaid', takes: 'uplink' }, 5 * HOUR, 2 * DAY);
  for (const place of places) {
    for (const begin of times(shape.loops)) {
      group += 1;
      for (let turn = 0, at = begin; turn < 5; turn += 1) {
        const away = draw.between(3 * MINUTE, 4 * MINUTE);
        add([place], {
          cause: 'device',
          takes: 'device',
          from: at,
          to: at + away,
          group: `loop-${group}-${turn}`,
        });
        at += away + draw.between(60_000, 3 * MINUTE);
      }
    }
  }
  return faults;
}
