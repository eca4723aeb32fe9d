import type { Cause } from '#contract/outages.ts';
import type { CauseShare, ReportOutage } from '#contract/reports.ts';
import {
  type Calendar,
  isOwed,
  lengthWithin,
  type RuleSet,
  type Stretch,
  type Tallies,
  tallyOf,
  without,
} from '../../service-levels/index.ts';
import { daysOf } from '../months.ts';
import type { ReportFailure, RouterHistory } from './sources.ts';

/** What a period comes to for one router. */
export interface RouterMonth {
  readonly tallies: Tallies;
  readonly outages: readonly ReportOutage[];
  /** A letter for each day of the period, as the contract has it. */
  readonly days: string;
}

const DAY_MS = 86_400_000;
/** Share of a day from which on it is shown as down or degraded. */
const DAY_SHARE = 0.05;

interface MonthPeriod {
  readonly from: number;
  readonly to: number;
  /** What lasts is judged as of this. */
  readonly now: number;
}

/** What of a history a figure needs. */
export interface CausedSpans {
  readonly router: RouterHistory['router'];
  readonly spans: RouterHistory['spans'];
  /** By the start of each outage, the cause that counts. */
  readonly causes: ReadonlyMap<number, Cause>;
}

/** A router's time of a period, and what is due in it. */
function timeOf({ router, spans, causes }: CausedSpans, period: MonthPeriod, calendar: Calendar) {
  const from = Math.max(period.from, router.inServiceSince);
  const to = Math.max(from, Math.min(period.to, router.removedAt ?? Number.POSITIVE_INFINITY));
  const hours = calendar.hours(router.village.code, from, to);
  const planned = calendar.planned(router.village.code, from, to);
  const end = Math.min(period.now, router.removedAt ?? Number.POSITIVE_INFINITY);
  const stretches = spans.map((span): Stretch => {
    const last = Math.max(span.from, span.to ?? end);
    return {
      state: span.state,
      reason: span.reason,
      from: span.from,
      to: last,
      cause: span.state === 'down' ? (causes.get(span.from) ?? 'undetermined') : null,
      wholeMs: last - span.from,
    };
  });
  return { from, to, hours, planned, stretches };
}

/** Both figures of one router over a period, and nothing else. */
export function talliesOf(
  history: CausedSpans,
  period: MonthPeriod,
  calendar: Calendar,
  rules: RuleSet,
): Tallies {
  const { from, to, hours, planned, stretches } = timeOf(history, period, calendar);
  return tallyOf(stretches, from, to, hours, planned, rules);
}

/** Both figures, outages and days of one router over [from, to); what lasts is judged as of `now`. */
export function monthOfRouter(
  { router, spans, failures }: RouterHistory,
  period: MonthPeriod,
  calendar: Calendar,
  rules: RuleSet,
): RouterMonth {
  const causes = new Map(failures.map((failure) => [failure.firstFailedAt, failure.cause]));
  const { from, to, hours, planned, stretches } = timeOf({ router, spans, causes }, period, calendar);
  const due = without(hours, planned);
  const downs = new Map(stretches.filter(({ state }) => state === 'down').map((one) => [one.from, one]));
  return {
    tallies: tallyOf(stretches, from, to, hours, planned, rules),
    outages: failures.flatMap((failure) => {
      const down = downs.get(failure.firstFailedAt);
      if (!down || down.from >= to || down.to <= from) return [];
      const felt = lengthWithin(due, Math.max(down.from, from), Math.min(down.to, to));
      return [outageOf(router, failure, down, felt, isOwed(down, rules) ? felt : 0, period.now)];
    }),
    days: daysOf(period.from, period.to)
      .map((day) => letterOf(stretches, day, Math.min(day + DAY_MS, period.to), due))
      .join(''),
  };
}

const until = (at: number | null, now: number) => (at !== null && at > now ? null : iso(at));
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

const outageOf = (
  router: RouterHistory['router'],
  failure: ReportFailure,
  down: Stretch,
  feltMs: number,
  owedMs: number,
  /** What came later is not told: an issue must not change with it. */
  now: number,
): ReportOutage => ({
  village: { code: router.village.code, name: router.village.name },
  routerId: router.id,
  router: router.name,
  lastGoodAt: iso(failure.lastGoodAt),
  firstFailedAt: new Date(failure.firstFailedAt).toISOString(),
  lastFailedAt: new Date(Math.min(failure.lastFailedAt, now)).toISOString(),
  firstGoodAt: until(failure.firstGoodAt, now),
  endedAt: until(failure.endedAt, now),
  seconds: (Math.min(down.to, now) - down.from) / 1000,
  feltSeconds: feltMs / 1000,
  owedSeconds: owedMs / 1000,
  cause: failure.cause,
  judgedCause: failure.judgedCause,
  ruling: failure.ruling,
  signs: [...failure.signs],
  done: [...failure.done],
});

function letterOf(
  stretches: readonly Stretch[],
  from: number,
  to: number,
  due: ReturnType<typeof without>,
): string {
  const whole = lengthWithin(due, from, to);
  if (whole === 0) return '-';
  const ms = { up: 0, degraded: 0, down: 0, unknown: 0 };
  for (const one of stretches) {
    if (one.from >= to) break;
    if (one.to > from) ms[one.state] += lengthWithin(due, Math.max(one.from, from), Math.min(one.to, to));
  }
  if (ms.down > whole * DAY_SHARE) return 'd';
  if (ms.degraded > whole * DAY_SHARE) return 'g';
  return (ms.up + ms.down + ms.degraded) * 2 < whole ? '?' : 'u';
}

/** The worse of two days of one village's routers. */
export const worseDay = (a: string, b: string): string =>
  [...'dgu?-'].find((letter) => letter === a || letter === b) ?? '-';

/** Outages by cause, the longest first; seconds within service hours. */
export function causesOf(outages: readonly ReportOutage[]): CauseShare[] {
  const byCause = Map.groupBy(outages, (outage): Cause => outage.cause);
  return [...byCause]
    .map(([cause, all]) => ({
      cause,
      seconds: all.reduce((sum, { feltSeconds }) => sum + feltSeconds, 0),
      count: all.length,
    }))
    .toSorted((a, b) => b.seconds - a.seconds || (a.cause < b.cause ? -1 : 1));
}
