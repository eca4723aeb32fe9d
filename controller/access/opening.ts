import type { ExceptionKind, Week } from '#contract/access.ts';

const WIB_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** A week and a day: what changes at all changes within it. */
const DAYS_AHEAD = 8;
/** Notices are shown so long before they come true, ms. */
const NOTICE_MS = 30 * DAY_MS;

export interface OpeningException {
  readonly kind: ExceptionKind;
  readonly from: Date;
  readonly until: Date | null;
  readonly reason: string;
  /** Plans that may join all the same. */
  readonly planIds: readonly number[];
}

/** What was decided of a village's hours. `week` null: always open. */
export interface OpeningRules {
  readonly week: Week | null;
  readonly exceptions: readonly OpeningException[];
}

/** Whose door it is; `hours` of a plan take the place of the village's. */
export interface DoorOf {
  readonly id: number;
  readonly hours: Week | null;
}

export interface Door {
  readonly open: boolean;
  readonly state: 'open' | 'closed' | 'election';
  readonly reason: string | null;
}
/** `until`: when `open` changes next; null = never, as far as is decided. */
export interface Gate extends Door {
  readonly until: Date | null;
}

/** What residents read of the hours of their village. */
export interface Opening {
  readonly state: 'open' | 'closed' | 'election';
  /** So long it stays like this; null = for ever, as far as is decided. */
  readonly until: Date | null;
  /** Of what is not open to everyone. */
  readonly opensAt: Date | null;
  readonly reason: string | null;
  readonly notices: readonly OpeningNotice[];
}

export interface OpeningNotice {
  readonly kind: 'planned-outage' | 'end-of-service';
  readonly from: Date;
  readonly until: Date | null;
  readonly reason: string;
}

/** May the phones of this plan be online at `now`, and until when does that hold? */
export function gateOf(door: DoorOf, rules: OpeningRules, now: Date): Gate {
  const is = doorAt(door, rules, now);
  const next = changesAfter(door.hours ?? rules.week, rules.exceptions, now).find(
    (at) => doorAt(door, rules, at).open !== is.open,
  );
  return { ...is, until: next ?? null };
}

/** As gateOf says of the plan of everyone, with the notices: an election that lists that plan is open to everyone. */
export function openingOf(everyone: DoorOf, rules: OpeningRules, now: Date): Opening {
  const { open, state, until, reason } = gateOf(everyone, rules, now);
  return {
    state: open ? 'open' : state,
    until,
    opensAt: open ? null : until,
    reason,
    notices: noticesOf(rules.exceptions, now),
  };
}

/** Closed beats election, election beats open, open beats the weekly hours. */
function doorAt(door: DoorOf, { week, exceptions }: OpeningRules, at: Date): Door {
  const inForce = exceptions.filter(({ from, until }) => from <= at && (until === null || at < until));
  const excepted = (exception: OpeningException) => exception.planIds.includes(door.id);
  const closed = inForce.find((one) => one.kind === 'closed' && !excepted(one));
  if (closed) return { open: false, state: 'closed', reason: closed.reason };
  const election = inForce.find(({ kind }) => kind === 'election');
  if (election) return { open: excepted(election), state: 'election', reason: election.reason };
  const opened = inForce.find(({ kind }) => kind === 'open');
  if (opened) return { open: true, state: 'open', reason: opened.reason };
  const hours = door.hours ?? week;
  const open = hours === null || isWithin(hours, at);
  return { open, state: open ? 'open' : 'closed', reason: null };
}

/** Midnight WIB of the day that holds `at`, ms. */
const midnightOf = (at: number) => Math.floor((at + WIB_MS) / DAY_MS) * DAY_MS - WIB_MS;
/** Monday is 0. 1970-01-01 was a Thursday. */
const weekdayOf = (midnight: number) => (((midnight + WIB_MS) / DAY_MS + 3) % 7) as 0;
const stretchesOf = (week: Week, midnight: number) =>
  week[weekdayOf(midnight)]!.map(
    ([from, until]) => [midnight + from * MINUTE_MS, midnight + until * MINUTE_MS] as const,
  );

function isWithin(week: Week, at: Date): boolean {
  const now = at.getTime();
  const today = midnightOf(now);
  // Yesterday's may run past midnight.
  return [today - DAY_MS, today].some((day) =>
    stretchesOf(week, day).some(([from, until]) => from <= now && now < until),
  );
}

/** Instants after `now` at which something may change, in order. */
function changesAfter(week: Week | null, exceptions: readonly OpeningException[], now: Date): Date[] {
  const edges = exceptions.flatMap(({ from, until }) => [
    from.getTime(),
    ...(until ? [until.getTime()] : []),
  ]);
  const later = edges.filter((at) => at > now.getTime());
  const weekly = [now.getTime(), ...later].flatMap((start) => (week ? weeklyFrom(week, start) : []));
  const all = [...later, ...weekly].filter((at) => at > now.getTime());
  return [...new Set(all)].toSorted((a, b) => a - b).map((at) => new Date(at));
}

function weeklyFrom(week: Week, start: number): number[] {
  const first = midnightOf(start) - DAY_MS;
  const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, i) => first + i * DAY_MS);
  return days.flatMap((day) => stretchesOf(week, day).flat());
}

function noticesOf(exceptions: readonly OpeningException[], now: Date): OpeningNotice[] {
  return exceptions.flatMap(({ kind, from, until, reason }) => {
    if (kind !== 'planned-outage' && kind !== 'end-of-service') return [];
    const over = until !== null && until <= now;
    const far = from.getTime() - now.getTime() > NOTICE_MS;
    return over || far ? [] : [{ kind, from, until, reason }];
  });
}
