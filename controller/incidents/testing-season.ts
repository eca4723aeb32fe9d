import type { Season, SeasonRouter, TrueOutage } from '../../agents/simulator/season/index.ts';
import { type Circumstances, causeOf, type Judged, restartedAt } from '../outages/causes/cause-of.ts';
import { fatesOf, type Neighbour, TOGETHER_MS } from '../outages/causes/neighbours.ts';
import { findingOf } from '../outages/causes/router-log.ts';
import { beginFold, foldLooks, type LookFacts } from '../outages/fold.ts';
import type { Thresholds } from '../outages/thresholds.ts';
import type { FoldSpan } from '../outages/timeline.ts';
import { type Fallen, judgeTogether, type Known, type Judged as Together } from './judge.ts';

const LOG_MS = 30 * 60_000;
const HOUR_MS = 3_600_000;

export const seasonPlan = (lookMs: number): Thresholds => ({
  lookIntervalMs: lookMs,
  graceLooks: 3,
  graceMs: 60_000,
  flapChanges: 4,
  flapWindowMs: 900_000,
  qualityLooks: 5,
  lossPercent: 20,
  slowMs: 2_000,
});

export interface SeenOutage {
  readonly router: SeasonRouter;
  readonly span: FoldSpan;
  readonly judged: Judged;
  /** What really was; null = it never was down. */
  readonly truth: TrueOutage | null;
  /** Length as seen, ms. */
  readonly length: number;
}

export interface SeenSeason {
  readonly outages: readonly SeenOutage[];
  readonly incidents: readonly Together[];
}

/** A season as the controller sees it: looks folded, causes judged with all that is beside them, fates judged together. */
export function seeSeason(season: Season, plan: Thresholds): SeenSeason {
  const folded = season.routers.map((router) => {
    const looks: LookFacts[] = [];
    for (const look of router.looks())
      looks.push({ ...look, fault: null, lossPercent: null, radiusTimeouts: null, radiusAnswers: null });
    const { spans } = foldLooks(beginFold(season.from), looks, plan);
    return { router, spans, downs: spans.filter((span) => span.state === 'down') };
  });
  const ups = new Map(
    folded.map(({ router, spans }) => [
      router.id,
      spans.filter(({ state }) => state === 'up' || state === 'degraded'),
    ]),
  );
  const seenUp = (routerId: number, from: number, to: number) =>
    ups.get(routerId)?.some((span) => span.from <= from && (span.to === null || span.to >= to)) ?? false;
  const judge = ({ router, downs }: (typeof folded)[number], ranOns: ReadonlyMap<FoldSpan, boolean | null>) =>
    downs.map((span): SeenOutage => {
      const around = circumstancesOf(router, span, folded, ranOns, seenUp, season.to);
      const length = (span.to ?? season.to) - span.from;
      const truth =
        router.truth.find(
          (one) => one.from < (span.to ?? season.to) && one.to > (span.down?.lastGoodAt ?? span.from),
        ) ?? null;
      return { router, span, judged: causeOf(span.down!, span.from, span.to, around), truth, length };
    });
  // What a neighbour's uptime told is needed for ours, and needs no neighbours itself.
  const ranOns = new Map<FoldSpan, boolean | null>();
  for (const one of folded)
    for (const { span, judged } of judge(one, new Map()))
      ranOns.set(
        span,
        judged.evidence.kind === 'uptime-ran-on'
          ? true
          : judged.evidence.kind === 'restarted' || judged.evidence.kind === 'commanded-reboot'
            ? false
            : null,
      );
  const outages = folded.flatMap((one) => judge(one, ranOns));
  const hours = (season.to - season.from) / HOUR_MS;
  const known = new Map(
    folded.map(({ router, downs }): [number, Known] => [
      router.id,
      {
        routerId: router.id,
        provider: router.providerName,
        tower: router.towerName,
        feeder: router.feederName,
        kecamatan: router.kecamatanName,
        agent: router.agentName,
        perHour: downs.length / hours,
      },
    ]),
  );
  const fallen = outages.map(
    ({ router, span, judged }): Fallen => ({
      routerId: router.id,
      lastGoodAt: span.down!.lastGoodAt,
      firstFailedAt: span.from,
      lastFailedAt: span.down!.lastFailedAt,
      endedAt: span.to,
      firstGoodAt: span.down!.firstGoodAt,
      cause: judged.cause,
      ranOn: ranOns.get(span) ?? null,
    }),
  );
  return { outages, incidents: judgeTogether(fallen, known, seenUp) };
}

function circumstancesOf(
  router: SeasonRouter,
  { from, to, down }: FoldSpan,
  all: readonly { readonly router: SeasonRouter; readonly downs: readonly FoldSpan[] }[],
  ranOns: ReadonlyMap<FoldSpan, boolean | null>,
  seenUp: (routerId: number, from: number, to: number) => boolean,
  now: number,
): Circumstances {
  const back = down!.firstGoodAt;
  const lines =
    back === null ? [] : router.lines.filter(({ readAt }) => readAt >= back && readAt <= back + LOG_MS);
  const uplink = (one: SeasonRouter) => one.towerName ?? one.providerName;
  const neighbours = all.flatMap(({ router: other, downs }): Neighbour[] => {
    if (other.id === router.id) return [];
    const sharesFeeder = router.feederName !== null && other.feederName === router.feederName;
    const sharesTower = router.towerName !== null && other.towerName === router.towerName;
    const sharesUplink = sharesTower || other.providerName === router.providerName;
    if (!sharesFeeder && !sharesUplink) return [];
    const fell = downs.find((span) => Math.abs(span.from - from) <= TOGETHER_MS);
    if (!fell && !seenUp(other.id, from - TOGETHER_MS, from + TOGETHER_MS)) return [];
    return [
      {
        routerId: other.id,
        sharesFeeder,
        sharesUplink,
        feeder: other.feederName,
        fell: fell ? { firstFailedAt: fell.from, endedAt: fell.to, ranOn: ranOns.get(fell) ?? null } : null,
      },
    ];
  });
  return {
    heard: { before: null, after: null },
    sessionBeganAt: null,
    asOf: to ?? now,
    sentReboots: router.reboots,
    answers: router.answers,
    log:
      lines.length === 0
        ? null
        : findingOf(lines, {
            lastGoodAt: down!.lastGoodAt,
            firstFailedAt: from,
            bootedAt: restartedAt(down!),
          }),
    hasWitness: router.hasWitness,
    fates: fatesOf(neighbours, from),
    feeder: router.feederName,
    uplink: uplink(router),
    paidUntil: router.paidUntil,
    quotaShare: null,
    planned: null,
  };
}

/** Counts over one or more seasons. */
export interface Score {
  /** Outages of more than five minutes that really were. */
  outages: number;
  given: number;
  right: number;
  /** Those whose evidence suffices by the table: something beside the restart itself speaks. */
  sufficient: number;
  sufficientGiven: number;
  pulled: number;
  pulledAsPower: number;
  uplinkCuts: number;
  /** Pairs of outages that share a fate: in truth, as judged, and both. */
  truePairs: number;
  judgedPairs: number;
  bothPairs: number;
  /** Called down, and never was. */
  phantom: number;
}

export const noScore = (): Score => ({
  outages: 0,
  given: 0,
  right: 0,
  sufficient: 0,
  sufficientGiven: 0,
  pulled: 0,
  pulledAsPower: 0,
  uplinkCuts: 0,
  truePairs: 0,
  judgedPairs: 0,
  bothPairs: 0,
  phantom: 0,
});

const FIVE_MINUTES = 300_000;
/** Signs that tell how it ended, and nothing of why. */
const SILENT = new Set(['restarted', 'still-away', 'uptime-unknown', 'feeder-stayed', 'contact-on']);

export function addScore(score: Score, { outages, incidents }: SeenSeason): Score {
  for (const { judged, truth, length } of outages) {
    if (truth === null) {
      score.phantom += 1;
      continue;
    }
    const isUplink = truth.cause === 'uplink' || truth.cause === 'unpaid';
    if (isUplink && truth.to - truth.from > 10 * 60_000) {
      score.uplinkCuts += 1;
      if (truth.pulled) {
        score.pulled += 1;
        if (judged.cause === 'power') score.pulledAsPower += 1;
      }
    }
    if (length <= FIVE_MINUTES) continue;
    score.outages += 1;
    const given = judged.cause !== 'undetermined';
    const suffices = judged.evidence.signs.some(({ kind }) => !SILENT.has(kind));
    if (given) score.given += 1;
    if (given && judged.cause === truth.cause) score.right += 1;
    if (suffices) score.sufficient += 1;
    if (suffices && given) score.sufficientGiven += 1;
  }
  const groups = new Map<string, string>();
  for (const { router, span, truth } of outages)
    if (truth) groups.set(`${router.id} ${span.from}`, truth.group);
  for (const [, count] of countBy([...groups.values()])) score.truePairs += (count * (count - 1)) / 2;
  for (const { members } of incidents) {
    score.judgedPairs += (members.length * (members.length - 1)) / 2;
    const of = members.map(
      ({ routerId, firstFailedAt }) => groups.get(`${routerId} ${firstFailedAt}`) ?? `none ${routerId}`,
    );
    for (const [, count] of countBy(of)) score.bothPairs += (count * (count - 1)) / 2;
  }
  return score;
}

const countBy = (names: readonly string[]): Map<string, number> =>
  new Map([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
