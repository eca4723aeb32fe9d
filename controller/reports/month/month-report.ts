import type { Month, MonthReport } from '#contract/reports.ts';
import type { ReportFigures } from '#contract/resident-reports.ts';
import { headOfDays } from '../../evidence/index.ts';
import type { Db } from '../../platform/db.ts';
import { figuresBetween } from '../../resident-reports/index.ts';
import {
  type Calendar,
  calendarIn,
  DEFAULT_RULE_SET,
  figuresOf,
  type Interval,
  NO_TIME,
  sumOf,
  windowsOf,
} from '../../service-levels/index.ts';
import { lastDayOf, monthNameOf, monthOf, monthsBefore } from '../months.ts';
import { talliesOf } from './area-of.ts';
import { causesIn, historiesIn, routersIn, spansIn } from './histories.ts';
import { type MonthSources, type People, reportOf, type Traffic } from './report-of.ts';
import type { RouterHistory } from './sources.ts';

const rules = DEFAULT_RULE_SET;
/** Months in the trend, the present one included. */
const TREND = 12;

export interface Period {
  readonly from: number;
  readonly to: number;
  readonly over: boolean;
  /** What lasts is judged as of this. */
  readonly now: number;
}

/** A month that is over is judged as of its end, whenever it is asked for; the present one as of now. */
export function periodOf(month: Month, now: number): Period {
  const { from, to } = monthOf(month);
  const over = now >= to;
  return { from, to: Math.max(from, Math.min(to, now)), over, now: Math.min(to, now) };
}

/** How a month's histories come about: from what is stored, or from the raw samples. */
export type Histories = (from: Date, to: Date) => Promise<RouterHistory[]>;

/** The report of a month as of now. */
export async function monthReport(
  db: Db,
  month: Month,
  now: Date,
  histories: Histories = (from, to) => historiesIn(db, from, to),
): Promise<MonthReport> {
  return reportOf(await sourcesOf(db, month, now, histories));
}

async function sourcesOf(db: Db, month: Month, now: Date, histories: Histories): Promise<MonthSources> {
  const period = periodOf(month, now.getTime());
  const [from, to] = [new Date(period.from), new Date(period.to)];
  const [calendar, found, traffic, people, told, earlier, windows, chainHead] = await Promise.all([
    calendarIn(db, from, to).then(remembering),
    histories(from, to),
    trafficIn(db, from, to),
    peopleIn(db, month),
    toldIn(db, from, to),
    trendBefore(db, month, now),
    windowsOf(db, { from, to }),
    // The days of a month that is not over still grow.
    period.over ? headOfDays(db, `${month}-01`, lastDayOf(month)) : null,
  ]);
  return {
    month,
    ...period,
    rules,
    calendar,
    histories: found,
    traffic,
    people,
    told,
    earlier,
    lateEntries: windows
      .filter(({ late, withdrawn }) => late && withdrawn === null)
      .map(({ kind, reference, reason, from: begin, until, enteredAt, enteredBy, approved }) => ({
        kind,
        reference,
        reason,
        from: begin,
        until,
        enteredAt,
        enteredBy,
        approvedBy: approved?.by ?? null,
      })),
    chainHead,
  };
}

/** Traffic of each router; hours of WIB are hours of UTC. */
async function trafficIn(db: Db, from: Date, to: Date): Promise<Map<number, Traffic>> {
  const rows = await db.$queryRaw<
    { router_id: number; receive: string; transmit: string; peak: number | null }[]
  >`
    select router_id, sum(receive_bytes)::text as receive, sum(transmit_bytes)::text as transmit, max(peak_users) as peak
    from usage_hour where hour >= ${from} and hour < ${to} group by router_id`;
  return new Map(
    rows.map((row) => [
      row.router_id,
      { receiveBytes: BigInt(row.receive), transmitBytes: BigInt(row.transmit), peakUsers: row.peak },
    ]),
  );
}

/** Sessions and distinct devices of the month, where they were counted. */
async function peopleIn(db: Db, month: Month): Promise<Map<string, People>> {
  const rows = await db.peopleCount.findMany({ where: { period: month } });
  return new Map(rows.map(({ area, sessions, devices }) => [area, { sessions, devices }]));
}

/** Reports of residents, by area. */
async function toldIn(db: Db, from: Date, to: Date): Promise<Map<string, ReportFigures>> {
  const { regency, villages } = await figuresBetween(db, from, to);
  return new Map([
    ['regency', regency],
    ...[...villages].map(([code, own]): [string, ReportFigures] => [`village:${code}`, own]),
  ]);
}

/** Figures of the regency over a month, without anything beside them. */
export async function monthFigures(db: Db, month: Month, now: Date) {
  const period = periodOf(month, now.getTime());
  const [from, to] = [new Date(period.from), new Date(period.to)];
  const routers = await routersIn(db, from, to);
  if (routers.length === 0) return figuresOf(NO_TIME);
  const ids = routers.map(({ id }) => id);
  const [calendar, spans, causes] = await Promise.all([
    calendarIn(db, from, to).then(remembering),
    spansIn(db, ids, from, to),
    causesIn(db, ids, from, to),
  ]);
  const tallies = routers.map((router) =>
    talliesOf(
      { router, spans: spans.get(router.id) ?? [], causes: causes.get(router.id) ?? new Map() },
      period,
      calendar,
      rules,
    ),
  );
  return figuresOf(sumOf(tallies));
}

/** Routers of one village have the same hours and plans. */
function remembering(calendar: Calendar): Calendar {
  const once = (of: (village: string, from: number, to: number) => Interval[]) => {
    const known = new Map<string, Interval[]>();
    return (village: string, from: number, to: number) => {
      const key = `${village} ${from} ${to}`;
      const found = known.get(key) ?? of(village, from, to);
      known.set(key, found);
      return found;
    };
  };
  return { hours: once(calendar.hours), planned: once(calendar.planned) };
}

/** The eleven months before: as they were issued where they were closed, else from the spans. */
async function trendBefore(db: Db, month: Month, now: Date): Promise<MonthReport['trend']> {
  const months = Array.from({ length: TREND - 1 }, (_, index) => monthsBefore(month, TREND - 1 - index));
  const closed = await db.closedReport.findMany({
    where: { month: { in: months } },
    orderBy: { revision: 'asc' },
    select: { month: true, content: true },
  });
  const issued = new Map(closed.map((row) => [row.month, JSON.parse(row.content) as MonthReport]));
  const first = await db.router.aggregate({ _min: { inServiceSince: true } });
  const began = first._min.inServiceSince === null ? null : monthNameOf(first._min.inServiceSince.getTime());
  const trend: MonthReport['trend'] = [];
  for (const one of months) {
    const report = issued.get(one);
    const figures = report
      ? report.regency.figures
      : began !== null && one >= began
        ? await monthFigures(db, one, now)
        : null;
    trend.push({ month: one, felt: figures?.felt.percent ?? null, owed: figures?.owed.percent ?? null });
  }
  return trend;
}
