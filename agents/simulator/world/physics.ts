import { between } from './chance.ts';
import { dayOf, flow, LONGEST, type Stay, staysOf } from './residents.ts';
import { outside, type Timeline } from './timeline.ts';

/** A resident who is online, and since when without interruption. */
export interface Presence {
  readonly stay: Stay;
  readonly since: number;
}

/** What a router and its village do without anybody being asked: a pure function of seed, time and timeline, remembered by the day. */
export class Physics {
  readonly seed: number;
  readonly residents: number;
  readonly timeline: Timeline;
  readonly #days = new Map<number, Stay[]>();

  constructor(seed: number, residents: number, timeline: Timeline) {
    this.seed = seed;
    this.residents = residents;
    this.timeline = timeline;
  }

  #day(day: number): Stay[] {
    const known = this.#days.get(day);
    if (known) return known;
    const stays = staysOf(this.seed, this.residents, day);
    // yesterday and today: a thousand routers keep no more than that
    if (this.#days.size >= 2) this.#days.delete(this.#days.keys().next().value!);
    this.#days.set(day, stays);
    return stays;
  }

  /** Stays that overlap [from, to). */
  *stays(from: number, to: number): Generator<Stay> {
    for (let day = dayOf(from - LONGEST); day <= dayOf(to); day++)
      for (const stay of this.#day(day)) if (stay.start < to && stay.end > from) yield stay;
  }

  /** The parts of a stay in which the resident really is online; after each closure it takes a while until he is back. */
  parts(stay: Stay): [from: number, to: number][] {
    const closures = this.timeline.closures
      .filter((closure) => closure.resident === undefined || closure.resident === stay.resident)
      .map(({ from, to }) => ({ from, to: to + between(15_000, 150_000, this.seed, stay.resident, from) }));
    return outside(closures, stay.start, stay.end);
  }

  present(at: number): Presence[] {
    const found: Presence[] = [];
    for (const stay of this.stays(at, at + 1)) {
      const part = this.parts(stay).find(([from, to]) => from <= at && at < to);
      if (part) found.push({ stay, since: part[0] });
    }
    return found;
  }

  /** Bytes of one stay in [from, to): only while online and while the uplink carries. */
  bytesOf(stay: Stay, from: number, to: number): { down: number; up: number } {
    let seconds = 0;
    for (const [a, b] of this.parts(stay))
      for (const [c, d] of outside(this.timeline.away, Math.max(a, from), Math.min(b, to)))
        seconds += flow(d - stay.start, stay.burst) - flow(c - stay.start, stay.burst);
    return { down: stay.down * seconds, up: stay.up * seconds };
  }

  /** Bytes over the uplink in [from, to), residents' and the router's own (tunnel, NTP, being polled). */
  uplinkBytes(from: number, to: number): { down: number; up: number } {
    let [down, up] = [0, 0];
    for (const stay of this.stays(from, to)) {
      const part = this.bytesOf(stay, from, to);
      down += part.down;
      up += part.up;
    }
    for (const [a, b] of outside([...this.timeline.away, ...this.timeline.off], from, to)) {
      down += (b - a) * 0.35;
      up += (b - a) * 0.42;
    }
    return { down, up };
  }

  /** Bytes per second through the uplink around `at`. */
  rate(at: number): { down: number; up: number } {
    return this.uplinkBytes(at - 1_000, at);
  }
}
