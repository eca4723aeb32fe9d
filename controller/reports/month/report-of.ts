import type { Figures, Month, MonthReport, ReportOutage, ReportVillage } from '#contract/reports.ts';
import type { ReportFigures } from '#contract/resident-reports.ts';
import { type Calendar, figuresOf, type RuleSet, sumOf } from '../../service-levels/index.ts';
import { causesOf, monthOfRouter, type RouterMonth, worseDay } from './area-of.ts';
import type { ReportRouter, RouterHistory } from './sources.ts';

export interface Traffic {
  readonly receiveBytes: bigint;
  readonly transmitBytes: bigint;
  readonly peakUsers: number | null;
}
export interface People {
  readonly sessions: number;
  readonly devices: number;
}

/** Everything that a month is made of. */
export interface MonthSources {
  readonly month: Month;
  readonly from: number;
  /** End of the month, or now while it lasts. */
  readonly to: number;
  readonly over: boolean;
  /** What lasts is judged as of this: the end of the month once it is over, so that the figures stand still. */
  readonly now: number;
  readonly rules: RuleSet;
  readonly calendar: Calendar;
  readonly histories: readonly RouterHistory[];
  readonly traffic: ReadonlyMap<number, Traffic>;
  /** By area: village:CODE, regency. */
  readonly people: ReadonlyMap<string, People>;
  /** Reports of residents by area, as `people`. */
  readonly told: ReadonlyMap<string, ReportFigures>;
  /** Of the eleven months before. */
  readonly earlier: MonthReport['trend'];
  readonly lateEntries: MonthReport['lateEntries'];
  readonly chainHead: string | null;
}

interface RouterPart extends RouterMonth {
  readonly router: ReportRouter;
}

/** Villages that stand on the first page. */
const WORST = 3;

/** The month of the regency, from everything that it is made of. Pure: the same sources give the same figures. */
export function reportOf(sources: MonthSources): MonthReport {
  const { month, from, to, over, rules, traffic, people, told } = sources;
  const parts = sources.histories.map(
    (history): RouterPart => ({
      router: history.router,
      ...monthOfRouter(history, { from, to, now: sources.now }, sources.calendar, rules),
    }),
  );
  const outages = parts.flatMap((part) => part.outages).toSorted(byStart);
  const villages = [...Map.groupBy(parts, (part) => part.router.village.code)]
    .map(([, own]) => villageOf(own, traffic, people, told))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) || (a.code < b.code ? -1 : 1));
  const figures = figuresOf(sumOf(parts.map(({ tallies }) => tallies)));
  return {
    month,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    over,
    ruleSet: { name: rules.name, version: rules.version },
    regency: {
      figures,
      outages: outages.length,
      causes: causesOf(outages),
      power: powerOf(outages),
      ...trafficOf(parts, traffic),
      ...peopleOf(people.get('regency')),
      ...toldOf(told.get('regency')),
    },
    villages,
    worst: worstOf(villages, outages),
    outages,
    trend: [...sources.earlier, { month, felt: figures.felt.percent, owed: figures.owed.percent }],
    lateEntries: [...sources.lateEntries],
    chainHead: sources.chainHead,
  };
}

const byStart = (a: ReportOutage, b: ReportOutage) =>
  a.firstFailedAt < b.firstFailedAt ? -1 : a.firstFailedAt > b.firstFailedAt ? 1 : a.routerId - b.routerId;

function villageOf(
  parts: readonly RouterPart[],
  traffic: ReadonlyMap<number, Traffic>,
  people: ReadonlyMap<string, People>,
  told: ReadonlyMap<string, ReportFigures>,
): ReportVillage {
  const { code, name, kecamatan } = parts[0]!.router.village;
  const outages = parts.flatMap((part) => part.outages);
  const ended = outages.filter(({ endedAt }) => endedAt !== null);
  const figures = figuresOf(sumOf(parts.map(({ tallies }) => tallies)));
  return {
    code,
    name,
    kecamatan,
    routers: parts.map(({ router }) => ({
      id: router.id,
      name: router.name,
      uplink: router.uplink,
      provider: router.provider,
    })),
    figures,
    outages: outages.length,
    longestSeconds: outages.reduce((longest, { seconds }) => Math.max(longest, seconds), 0),
    meanSeconds:
      ended.length === 0 ? null : ended.reduce((sum, { seconds }) => sum + seconds, 0) / ended.length,
    causes: causesOf(outages),
    power: powerOf(outages),
    degradedSeconds:
      Math.round((figures.felt.downSeconds - outages.reduce((sum, one) => sum + one.feltSeconds, 0)) * 1000) /
      1000,
    ...trafficOf(parts, traffic),
    ...peopleOf(people.get(`village:${code}`)),
    ...toldOf(told.get(`village:${code}`)),
    days: parts
      .map(({ days }) => days)
      .reduce((all, days) => [...days].map((letter, index) => worseDay(letter, all[index] ?? '-')).join('')),
  };
}

function powerOf(outages: readonly ReportOutage[]): { count: number; seconds: number } {
  const cuts = outages.filter(({ cause }) => cause === 'power');
  return { count: cuts.length, seconds: cuts.reduce((sum, { feltSeconds }) => sum + feltSeconds, 0) };
}

function trafficOf(parts: readonly RouterPart[], traffic: ReadonlyMap<number, Traffic>) {
  const all = parts.flatMap(({ router }) => traffic.get(router.id) ?? []);
  const peaks = all.flatMap(({ peakUsers }) => peakUsers ?? []);
  return {
    receiveBytes: all.reduce((sum, one) => sum + one.receiveBytes, 0n).toString(),
    transmitBytes: all.reduce((sum, one) => sum + one.transmitBytes, 0n).toString(),
    peakUsers: peaks.length === 0 ? null : Math.max(...peaks),
  };
}

const peopleOf = (people: People | undefined) => ({
  sessions: people?.sessions ?? null,
  devices: people?.devices ?? null,
});

/** Absent where there were none: months that were closed before residents could report keep their digest. */
const toldOf = (told: ReportFigures | undefined) =>
  told && told.received + told.answersDue + told.closingsDue > 0 ? { residentReports: told } : {};

/** By what residents felt; villages without a failure are none of the worst. */
function worstOf(villages: readonly ReportVillage[], outages: readonly ReportOutage[]): MonthReport['worst'] {
  const share = ({ felt }: Figures) => felt.percent ?? felt.interval?.[0] ?? 100;
  return villages
    .filter(({ figures }) => figures.felt.downSeconds > 0)
    .toSorted(
      (a, b) =>
        share(a.figures) - share(b.figures) || b.figures.felt.downSeconds - a.figures.felt.downSeconds,
    )
    .slice(0, WORST)
    .map(({ code }) => ({
      code,
      done: [
        ...new Set(outages.filter((outage) => outage.village.code === code).flatMap(({ done }) => done)),
      ].slice(0, 5),
    }));
}
