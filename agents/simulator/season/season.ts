import { type Draw, drawOf } from './draw.ts';
import { DAY, type Fault, faultsOf, type Place, placesOf } from './faults.ts';
import { type Interval, type Life, lifeOf, type TrueOutage } from './life.ts';
import type { SeasonShape } from './shape.ts';

export type { TrueCause } from './faults.ts';
export type { TrueOutage } from './life.ts';

/** A look as an agent would keep it. */
export interface SeasonLook {
  readonly at: number;
  readonly outcome: 'answered' | 'timeout' | 'not-looked';
  readonly tookMs: number;
  readonly uptimeSeconds: number | null;
  readonly voltage: number | null;
}

/** A line of a router's log as it is read after a return. */
export interface SeasonLine {
  readonly readAt: number;
  readonly stamp: string;
  readonly message: string;
}

export interface SeasonAnswer {
  readonly at: number;
  readonly askedOf: number;
  readonly power: 'on' | 'off';
}

export interface SeasonRouter extends Place {
  readonly feederName: string | null;
  readonly towerName: string | null;
  readonly providerName: string;
  readonly kecamatanName: string;
  readonly agentName: string;
  readonly hasWitness: boolean;
  readonly truth: readonly TrueOutage[];
  readonly lines: readonly SeasonLine[];
  readonly answers: readonly SeasonAnswer[];
  readonly reboots: readonly number[];
  readonly paidUntil: readonly number[];
  looks(): Generator<SeasonLook>;
}

export interface Season {
  readonly from: number;
  readonly to: number;
  readonly routers: readonly SeasonRouter[];
}

const WIB = 7 * 3_600_000;
const MINUTE = 60_000;

/** A season from a seed, with its truth; it tells only what routers, agents and people of the villages would. */
export function seasonOf(seed: number, shape: SeasonShape): Season {
  const draw = drawOf(seed);
  const from = Date.UTC(2026, 0, 1) + (seed % 300) * DAY;
  const to = from + shape.days * DAY;
  const places = placesOf(shape);
  const byRouter = Map.groupBy(faultsOf(places, shape, from, draw), (fault) => fault.routerId);
  const silences = [0, 1].map((agent) => ({
    agent,
    windows: Array.from({ length: Math.round((shape.agentSilences * shape.days) / 30) }, () => {
      const begin = from + draw.next() * (to - from);
      return { from: begin, to: begin + draw.between(10 * MINUTE, 60 * MINUTE), proof: draw.chance(0.5) };
    }),
  }));
  return {
    from,
    to,
    routers: places.map((place) => {
      const own = drawOf(seed * 1_009 + place.id);
      const faults = byRouter.get(place.id) ?? [];
      const life = lifeOf(place.id, faults, shape, from, own);
      const silent = silences.find(({ agent }) => agent === place.agent)!.windows;
      return routerOf(place, faults, life, silent, shape, { from, to }, own);
    }),
  };
}

type Silence = Interval & { readonly proof: boolean };

function routerOf(
  place: Place,
  faults: readonly Fault[],
  life: Life,
  silent: readonly Silence[],
  shape: SeasonShape,
  { from, to }: Interval,
  draw: Draw,
): SeasonRouter {
  const seed = Math.floor(draw.next() * 2 ** 31);
  const hasWitness = draw.chance(shape.witnesses);
  // Most clocks are right; some are off; some begin in 1970 after each start until they hear the time.
  const clock = draw.next();
  const offset = clock < 0.8 ? draw.between(-2_000, 2_000) : clock < 0.9 ? draw.between(-20, 20) * MINUTE : 0;
  const forgets = clock >= 0.9;
  const solar = draw.chance(0.3);
  return {
    ...place,
    feederName: draw.chance(shape.known) ? `Penyulang ${place.feeder}` : null,
    towerName: draw.chance(shape.known) ? `BTS ${place.tower}` : null,
    providerName: `Penyedia ${place.provider}`,
    kecamatanName: `Kecamatan ${place.kecamatan}`,
    agentName: `agen-${place.agent}`,
    hasWitness,
    truth: life.away,
    lines: linesOf(life, faults, { hasWitness, offset, forgets }, draw),
    answers: answersOf(life, shape, draw),
    reboots: faults
      .filter(({ cause }) => cause === 'commanded')
      .map((fault) => fault.from - draw.between(500, 3_000)),
    paidUntil: faults.filter(({ cause }) => cause === 'unpaid').map((fault) => midnightBefore(fault.from)),
    *looks() {
      const draw = drawOf(seed);
      const phase = draw.next() * shape.lookMs;
      let boot = 0;
      let gone = 0;
      for (let at = from + phase; at < to; at += shape.lookMs + draw.between(-2_000, 2_000)) {
        while (boot + 1 < life.boots.length && life.boots[boot + 1]! <= at) boot += 1;
        while (gone < life.away.length && life.away[gone]!.to <= at) gone += 1;
        const silence = silent.find((window) => at >= window.from && at < window.to);
        if (silence && !silence.proof) continue;
        const is = { at: Math.round(at), uptimeSeconds: null, voltage: null };
        const outage = life.away[gone];
        if (silence) yield { ...is, outcome: 'not-looked', tookMs: 10_000 };
        // A thin uplink loses a look now and then.
        else if ((outage && at >= outage.from) || draw.chance(0.004))
          yield { ...is, outcome: 'timeout', tookMs: 10_000 };
        else
          yield {
            ...is,
            outcome: 'answered',
            tookMs: 80 + Math.floor(draw.next() * 300),
            uptimeSeconds: Math.floor((at - life.boots[boot]!) / 1000),
            voltage: solar ? voltageAt(at, faults) : null,
          };
      }
    },
  };
}

/** The bill was paid up to and with the day that ended before the line was cut. */
function midnightBefore(at: number): number {
  return Math.floor((at + WIB) / DAY) * DAY - WIB;
}

/** A battery that sinks in the last half hour before the site's own power fails. */
function voltageAt(at: number, faults: readonly Fault[]): number {
  const failing = faults.find(
    ({ cause, group, from }) =>
      cause === 'power' && group.startsWith('own') && at < from && from - at < 30 * MINUTE,
  );
  const share = failing ? 1 - 0.16 * (1 - (failing.from - at) / (30 * MINUTE)) : 1;
  return Math.round(12.4 * share * 10) / 10;
}

interface Writing {
  readonly hasWitness: boolean;
  readonly offset: number;
  readonly forgets: boolean;
}

/** What the router wrote on its disk and at its start, as it is read some seconds after each return. */
function linesOf(
  life: Life,
  faults: readonly Fault[],
  { hasWitness, offset, forgets }: Writing,
  draw: Draw,
): SeasonLine[] {
  const written: { at: number; stamp: string; message: string }[] = [];
  const bootAt = (at: number) => life.boots.findLast((boot) => boot <= at)!;
  const stampOf = (at: number) => {
    const heard = !forgets || life.uplinkOff.every((cut) => !(cut.from <= bootAt(at) && at < cut.to));
    return new Date((heard ? at + offset : at - bootAt(at)) + WIB)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ');
  };
  const isOn = (at: number) => life.powerOff.every((cut) => at < cut.from || at >= cut.to);
  for (const cut of hasWitness ? life.uplinkOff : []) {
    const seen = cut.from + draw.between(2_000, 33_000);
    const regained = cut.to + draw.between(1_000, 30_000);
    if (seen < cut.to && isOn(seen))
      written.push({ at: seen, stamp: stampOf(seen), message: 'sinyal-desa internet putus' });
    if (isOn(regained))
      written.push({ at: regained, stamp: stampOf(regained), message: 'sinyal-desa internet pulih' });
  }
  life.boots.forEach((at, index) => {
    if (index === 0) return;
    const fault = faults.find((one) => one.takes === 'device' && at > one.from && at <= one.to);
    const message =
      fault?.cause === 'commanded'
        ? 'router rebooted'
        : fault && draw.chance(0.75)
          ? draw.pick([
              'router was rebooted without proper shutdown by watchdog timer',
              'kernel failure in previous boot',
            ])
          : 'router was rebooted without proper shutdown';
    written.push({ at: at + 1_000, stamp: stampOf(at + 1_000), message });
  });
  written.sort((a, b) => a.at - b.at);
  const lines: SeasonLine[] = [];
  let next = 0;
  for (const { to } of life.away) {
    if (!draw.chance(0.95)) continue;
    const readAt = Math.round(to + draw.between(70_000, 200_000));
    for (; next < written.length && written[next]!.at < readAt; next += 1) {
      const { stamp, message } = written[next]!;
      lines.push({ readAt, stamp, message });
    }
  }
  return lines;
}

/** Some are asked while it lasts; most tell how it is. */
function answersOf(
  { away, powerOff, pulls }: Life,
  { asked, honest }: SeasonShape,
  draw: Draw,
): SeasonAnswer[] {
  return away.flatMap(({ from, to, pulled }) => {
    if (to - from < 10 * MINUTE || !draw.chance(asked)) return [];
    const at = Math.round(from + draw.between(5 * MINUTE, Math.min(to - from, 45 * MINUTE)));
    const off = powerOff.some((cut) => at >= cut.from && at < cut.to && !pulls.includes(cut.from));
    // Dark lamps of a dead box are easily taken for a power cut.
    const said = draw.chance(pulled ? honest - 0.03 : honest) ? off : !off;
    return [{ at, askedOf: Math.round(from), power: said ? ('off' as const) : ('on' as const) }];
  });
}
