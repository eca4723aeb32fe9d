import { test } from 'vitest';
import { type SeasonShape, seasonOf, usualShape } from '../../agents/simulator/season/index.ts';
import { addScore, noScore, type Score, seasonPlan, seeSeason } from './testing-season.ts';

const SEEDS = Number(process.env.BENCH_SEEDS ?? 20);
/** Nothing was tuned on these seeds, nor on these shares. */
const FIRST_SEED = 1_000;
const shapes: [string, Partial<SeasonShape>][] = [
  ['as usual', {}],
  ['power twice as often', { feederCuts: 10, sitePower: 3 }],
  ['uplink twice as often', { towerCuts: 8, providerCuts: 2, siteUplink: 6 }],
  ['nearly every plug pulled', { pulledPlug: 0.8 }],
  ['half of the routers keep no watch', { witnesses: 0.5 }],
  ['half of the names unknown', { known: 0.5 }],
  ['nobody is asked', { asked: 0 }],
  ['the half of answers are wrong', { asked: 0.5, honest: 0.5 }],
];

const percent = (part: number, whole: number) => `${whole === 0 ? '–' : ((100 * part) / whole).toFixed(2)} %`;
const rowOf = (score: Score) => ({
  outages: score.outages,
  'plugs pulled (≥ 30 %)': percent(score.pulled, score.uplinkCuts),
  'precision (≥ 98 %)': percent(score.bothPairs, score.judgedPairs),
  'recall (≥ 90 %)': percent(score.bothPairs, score.truePairs),
  'right (≥ 95 %)': percent(score.right, score.given),
  'given where evidence suffices (≥ 90 %)': percent(score.sufficientGiven, score.sufficient),
  undetermined: percent(score.outages - score.given, score.outages),
  'pulled called power (≤ 1 %)': percent(score.pulledAsPower, score.pulled),
});

test(`incidents and causes over ${SEEDS} seasons, and with shifted shares`, { timeout: 30 * 60_000 }, () => {
  const table: Record<string, ReturnType<typeof rowOf>> = {};
  for (const [name, shift] of shapes) {
    const shape = { ...usualShape, ...shift };
    const score = noScore();
    const seeds = name === 'as usual' ? SEEDS : Math.ceil(SEEDS / 4);
    for (let seed = FIRST_SEED; seed < FIRST_SEED + seeds; seed += 1)
      addScore(score, seeSeason(seasonOf(seed, shape), seasonPlan(shape.lookMs)));
    table[name] = rowOf(score);
  }
  console.table(table);
});
