/** A line that a router wrote in its own log, in the order in which it was read. */
export interface LogLine {
  /** Controller's clock when it was read, ms. */
  readonly readAt: number;
  readonly stamp: string;
  readonly message: string;
}

/** What a line tells of an outage. */
type Witnessed = {
  readonly kind: 'lost' | 'regained';
  readonly what: 'gateway' | 'internet' | 'hub';
  readonly at: number | null;
};
export type LogEvent =
  | Witnessed
  | { readonly kind: 'unclean' | 'clean' | 'watchdog' | 'crash' }
  | { readonly kind: 'by-hand'; readonly who: string };

/** As the script of controller/router-script has the router write it. */
const WITNESS = /^sinyal-desa (gateway|internet|pusat) (putus|pulih)$/;
/** The script sets the routers' zone to Asia/Jakarta. */
const WIB_MS = 7 * 3_600_000;
/** A clock that stands before this was never set. */
const CLOCK_FLOOR = Date.UTC(2024, 0, 1);
const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

/**
 * `2026-11-25 13:14:28` of RouterOS 7.10 and later, `nov/25/2026 13:14:28` before, `nov/25 13:14:28` without its year and
 * `13:14:28` of today (manual, Log). Null when it cannot be read, or the clock was never set. `readAt` tells the year and day.
 */
export function stampAt(stamp: string, readAt: number): number | null {
  const time = /(\d{1,2}):(\d{2}):(\d{2})/.exec(stamp);
  if (!time) return null;
  const iso = /(\d{4})-(\d{2})-(\d{2})/.exec(stamp);
  const old = /([a-z]{3})\/(\d{2})(?:\/(\d{4}))?/i.exec(stamp);
  const read = new Date(readAt + WIB_MS);
  const clock = (Number(time[1]) * 3_600 + Number(time[2]) * 60 + Number(time[3])) * 1000;
  const on = (year: number, month: number, day: number) => Date.UTC(year, month, day) + clock - WIB_MS;
  let at: number;
  if (iso) at = on(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  else if (old) {
    const month = MONTHS.indexOf(old[1]!.toLowerCase()) / 3;
    if (!Number.isInteger(month) || month < 0) return null;
    const year = Number(old[3] ?? read.getUTCFullYear());
    at = on(year, month, Number(old[2]));
    // A stamp without its year that lies ahead is of last year.
    if (old[3] === undefined && at > readAt + 86_400_000) at = on(year - 1, month, Number(old[2]));
  } else {
    if (stamp.trim() !== time[0]) return null;
    at = on(read.getUTCFullYear(), read.getUTCMonth(), read.getUTCDate());
    if (at > readAt + 3_600_000) at -= 86_400_000;
  }
  return at >= CLOCK_FLOOR ? at : null;
}

/** Null for a line that tells nothing of an outage. */
export function eventOf({ message, stamp, readAt }: LogLine): LogEvent | null {
  const witness = WITNESS.exec(message);
  if (witness) {
    const what = witness[1] === 'pusat' ? 'hub' : (witness[1] as 'gateway' | 'internet');
    return { kind: witness[2] === 'putus' ? 'lost' : 'regained', what, at: stampAt(stamp, readAt) };
  }
  if (/watchdog/i.test(message)) return { kind: 'watchdog' };
  if (/kernel failure|kernel panic|out of memory/i.test(message)) return { kind: 'crash' };
  if (/without proper shutdown/i.test(message)) return { kind: 'unclean' };
  const byHand = /router (?:was )?rebooted by (.+)$/i.exec(message);
  if (byHand) return { kind: 'by-hand', who: byHand[1]!.trim() };
  if (/router (?:was )?rebooted/i.test(message)) return { kind: 'clean' };
  return null;
}

/** What a router's log says of one outage. */
export interface LogFinding {
  /** It was read after the router was back, and begins with the start of that life. */
  readonly read: boolean;
  /** Way out that it saw go while it still ran, near the start of the silence; ms. */
  readonly lost: { readonly what: 'gateway' | 'internet'; readonly at: number } | null;
  /** Some loss is written down that may be of this silence, at a time that cannot be told. */
  readonly lostSometime: boolean;
  readonly watchdog: boolean;
  readonly crash: boolean;
  readonly byHand: string | null;
}

/** The witness looks every 30 s and waits 3 s; looks and clocks are off by some more, ms. */
const BEFORE_MS = 90_000;
const AFTER_MS = 180_000;
/** A clock whose start is stamped this close to the start that the uptime tells is believed, ms. */
const BELIEVED_MS = 120_000;

export interface Silence {
  readonly lastGoodAt: number | null;
  readonly firstFailedAt: number;
  /** By its uptime; null when it ran on, or when that is not known. */
  readonly bootedAt: number | null;
}

/**
 * Reads the lines that were first read after a router was back. Its clock is evidence of nothing by itself: it is
 * believed when it stamps its start where the uptime puts it. A loss then counts when it lies near the start of the
 * silence, with nothing regained between. A loss that cannot be placed forbids to say that there was none.
 */
export function findingOf(
  lines: readonly LogLine[],
  { lastGoodAt, firstFailedAt, bootedAt }: Silence,
): LogFinding {
  const events = lines
    .map((line) => ({ line, event: eventOf(line) }))
    .filter(({ event }) => event !== null) as {
    line: LogLine;
    event: LogEvent;
  }[];
  const has = (kind: LogEvent['kind']) => events.some(({ event }) => event.kind === kind);
  const starts = events
    .filter(({ event }) => !isWitnessed(event))
    .map(({ line }) => stampAt(line.stamp, line.readAt));
  const believed =
    bootedAt === null || starts.some((at) => at !== null && Math.abs(at - bootedAt) <= BELIEVED_MS);
  const losses = lossesOf(events.map(({ event }) => event).filter(isWitnessed));
  const from = (lastGoodAt ?? firstFailedAt) - BEFORE_MS;
  const isNear = ({ at, until }: Loss) =>
    at !== null && at >= from && at <= firstFailedAt + AFTER_MS && (until === null || until > firstFailedAt);
  const lost = believed ? losses.find(isNear) : undefined;
  const isOver = ({ until }: Loss) => until !== null && until <= (lastGoodAt ?? firstFailedAt) + BEFORE_MS;
  return {
    read: has('unclean') || has('clean') || has('watchdog') || has('crash') || has('by-hand'),
    lost: lost ? { what: lost.what, at: lost.at! } : null,
    lostSometime: losses.some((loss) => loss !== lost && !(believed && isOver(loss))),
    watchdog: has('watchdog'),
    crash: has('crash'),
    byHand: events.map(({ event }) => event).find((event) => event.kind === 'by-hand')?.who ?? null,
  };
}

const isWitnessed = (event: LogEvent): event is Witnessed =>
  event.kind === 'lost' || event.kind === 'regained';

interface Loss {
  readonly what: 'gateway' | 'internet';
  readonly at: number | null;
  /** When it was regained, by the same clock; null = not written down, or not to be read. */
  readonly until: number | null;
}

/** Losses of a way out of the router's own; the hub alone may be gone while the village is served. */
function lossesOf(witnessed: readonly Witnessed[]): Loss[] {
  return witnessed.flatMap((event, index): Loss[] => {
    if (event.kind !== 'lost' || event.what === 'hub') return [];
    const next = witnessed.slice(index + 1).find(({ what }) => what === event.what);
    return [{ what: event.what, at: event.at, until: next?.kind === 'regained' ? next.at : null }];
  });
}
