import { expect, test } from 'vitest';
import { seasonOf, usualShape } from '../../agents/simulator/season/index.ts';
import { addScore, noScore, seasonPlan, seeSeason } from './testing-season.ts';

const plan = seasonPlan(usualShape.lookMs);

test('four seasons that nothing was tuned on: fates and causes are judged as well as they must be', () => {
  const score = noScore();
  for (const seed of [101, 102, 103, 104]) addScore(score, seeSeason(seasonOf(seed, usualShape), plan));
  expect(score.pulled / score.uplinkCuts, 'plugs pulled, of uplink cuts').toBeGreaterThan(0.3);
  expect(score.bothPairs / score.judgedPairs, 'precision of incidents').toBeGreaterThanOrEqual(0.98);
  expect(score.bothPairs / score.truePairs, 'recall of incidents').toBeGreaterThanOrEqual(0.9);
  expect(score.right / score.given, 'causes that are right').toBeGreaterThanOrEqual(0.95);
  expect(
    score.sufficientGiven / score.sufficient,
    'given where the evidence suffices',
  ).toBeGreaterThanOrEqual(0.9);
  expect(score.pulledAsPower / score.pulled, 'a pulled plug called power').toBeLessThanOrEqual(0.01);
}, 60_000);

test('the same seed is the same season', () => {
  const short = { ...usualShape, days: 5, routers: 6 };
  const told = (seed: number) =>
    seasonOf(seed, short).routers.map((router) => [
      router.truth,
      router.lines,
      router.answers,
      [...router.looks()].slice(0, 50),
    ]);
  expect(told(7)).toEqual(told(7));
  expect(told(7)).not.toEqual(told(8));
});
