import { between, chance, hash, pick, randomMac } from './chance.ts';

/** WIB is UTC+7 all year; residents live by it. */
export const WIB = 7 * 3_600_000;
export const DAY = 86_400_000;
/** No resident stays longer, so that a day and the one before hold all who may be online. */
export const LONGEST = 4 * 3_600_000;

/** How many come in each hour of the day, relative: few at night, most after maghrib. */
const COMING = [
  0.3, 0.15, 0.1, 0.1, 0.2, 0.5, 0.9, 1.1, 1.3, 1.5, 1.5, 1.4, 1.3, 1.1, 1.1, 1.4, 1.8, 2.0, 2.3, 3.0, 3.0,
  2.4, 1.4, 0.6,
];
const CUMULATED = COMING.map((_, hour) => COMING.slice(0, hour + 1).reduce((sum, weight) => sum + weight));

/** One stay of a resident, as it would be if router and uplink were always well. Times in ms since the epoch, rates in bytes/s. */
export interface Stay {
  readonly resident: number;
  readonly start: number;
  readonly end: number;
  /** To the resident. */
  readonly down: number;
  readonly up: number;
  /** Length of a burst and the pause after it, ms. */
  readonly burst: number;
}

export const dayOf = (at: number): number => Math.floor((at + WIB) / DAY);

/** Hour of the day, 0..24, at which a share of all comings is past. */
function hourOf(share: number): number {
  const sought = share * CUMULATED.at(-1)!;
  const hour = CUMULATED.findIndex((sum) => sum > sought);
  return hour + (sought - (CUMULATED[hour - 1] ?? 0)) / COMING[hour]!;
}

/** The stays that begin on a day (days since 1970, WIB) among `residents` people, in order of their start. */
export function staysOf(seed: number, residents: number, day: number): Stay[] {
  const stays: Stay[] = [];
  for (let resident = 0; resident < residents; resident++) {
    const key = hash(seed, resident, day);
    const starts: number[] = [];
    for (let i = Math.floor(between(0, 6.5, key)); i > 0; i--) starts.push(hourOf(chance(key, i, 1)));
    starts.sort((a, b) => a - b);
    let free = 0;
    starts.forEach((hour, i) => {
      const start = day * DAY - WIB + Math.floor(hour * 3_600_000);
      if (start < free) return;
      const length = Math.min(LONGEST, 180_000 - Math.log(1 - chance(key, i, 2)) * 2_700_000);
      const down = Math.exp(between(Math.log(4_000), Math.log(120_000), key, i, 3));
      free = start + length + 60_000;
      stays.push({
        resident,
        start,
        end: start + Math.floor(length),
        down,
        up: down * between(0.06, 0.18, key, i, 4),
        burst: between(20_000, 90_000, key, i, 5),
      });
    });
  }
  return stays.sort((a, b) => a.start - b.start);
}

/** Seconds of full-rate traffic in the first `elapsed` ms of a stay: grows all the time, now faster and now slower. */
export function flow(elapsed: number, burst: number): number {
  const turn = (2 * Math.PI) / burst;
  return (elapsed + (0.9 * Math.sin(turn * elapsed)) / turn) / 1_000;
}

const NAMES = [
  'budi',
  'sri',
  'rahmat',
  'dewi',
  'agus',
  'yanti',
  'hendra',
  'siti',
  'joko',
  'nur',
  'eko',
  'wati',
  'iwan',
  'rina',
  'dedi',
  'lina',
];
const PHONES = [
  'Redmi-9A',
  'Redmi-Note-11',
  'vivo-1904',
  'OPPO-A16',
  'Galaxy-A05',
  'realme-C11',
  'Infinix-HOT-10',
  'android-dhcp-12',
  'iPhone',
  '',
];

export interface Resident {
  readonly user: string;
  readonly mac: string;
  readonly ip: string;
  readonly hostName: string;
}

export function residentOf(seed: number, resident: number): Resident {
  return {
    user: `${pick(NAMES, seed, resident, 11)}${resident + 1}`,
    mac: randomMac(seed, resident, 12),
    ip: `10.5.50.${10 + (resident % 140)}`,
    hostName: pick(PHONES, seed, resident, 13),
  };
}
