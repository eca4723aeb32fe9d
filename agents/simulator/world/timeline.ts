/** Periods of one kind that are remembered; a router with more has lost its distant past. */
const MOST = 1_000;

/** A period, ms since the epoch; `to` is Infinity while it lasts. */
export interface Span {
  readonly from: number;
  to: number;
}

/** Nobody is on the hotspot (or one resident is not): dead access point, hotspot off, router off, kicked. */
export interface Closure extends Span {
  readonly resident?: number | undefined;
}

/**
 * What has happened to one router, in order: together with the seed it decides everything that the physics say, now and in
 * `history`. Only ever added to, at the present end.
 */
export class Timeline {
  /** Ascending; the first lies before the simulation began. Uptime counts from the last. */
  readonly boots: number[];
  /** Not powered or booting. */
  readonly off: Span[] = [];
  /** Uplink without signal. */
  readonly away: Span[] = [];
  /** Access-point port without link. */
  readonly accessPointDead: Span[] = [];
  /** Hotspot server invalid or forbidden. */
  readonly hotspotDead: Span[] = [];
  /** All reasons for which residents are not on it. */
  readonly closures: Closure[] = [];

  constructor(firstBoot: number) {
    this.boots = [firstBoot];
  }

  bootAt(at: number): number {
    return this.boots.findLast((boot) => boot <= at) ?? this.boots[0]!;
  }

  /** Opens a period; the caller closes it by setting `to`. */
  open(
    kind: 'off' | 'away' | 'accessPointDead' | 'hotspotDead',
    from: number,
    to = Number.POSITIVE_INFINITY,
  ): Span {
    const span = { from, to };
    this[kind].push(span);
    if (kind !== 'away') this.close(span);
    if (this[kind].length > MOST) this[kind].shift();
    return span;
  }

  /** Keeps residents off for a period. */
  close(closure: Closure): void {
    this.closures.push(closure);
    if (this.closures.length > MOST) this.closures.shift();
  }

  boot(at: number): void {
    this.boots.push(at);
    if (this.boots.length > MOST) this.boots.shift();
  }

  isReachable(at: number): boolean {
    return !within(this.off, at) && !within(this.away, at);
  }
}

export const within = (spans: readonly Span[], at: number): boolean =>
  spans.some((span) => span.from <= at && at < span.to);

/** The parts of [from, to) that lie in none of the spans. */
export function outside(spans: readonly Span[], from: number, to: number): [from: number, to: number][] {
  let parts: [number, number][] = from < to ? [[from, to]] : [];
  for (const span of spans) {
    if (span.to <= from || span.from >= to) continue;
    parts = parts.flatMap(([a, b]) => {
      const left: [number, number] = [a, Math.min(b, span.from)];
      const right: [number, number] = [Math.max(a, span.to), b];
      return [left, right].filter(([x, y]) => x < y);
    });
  }
  return parts;
}
