import { expect, test } from 'vitest';
import { PlanChange, type ServicePlan } from '#contract/villages.ts';
import {
  bounds,
  formOfPlan,
  isPlanName,
  type Threshold,
  thresholdOf,
  thresholds,
  thresholdsOf,
} from './thresholds-of.ts';

const plan: ServicePlan = {
  name: 'desa',
  routers: 12,
  lookIntervalMs: 30_000,
  lookDeadlineMs: 10_000,
  graceLooks: 3,
  graceMs: 60_000,
  flapChanges: 4,
  flapWindowMs: 900_000,
  qualityLooks: 5,
  lossPercent: 20,
  slowMs: 2_000,
};

test('a plan is shown in seconds and minutes, and comes back as it was', () => {
  const form = formOfPlan(plan);
  expect([form.lookIntervalMs, form.flapWindowMs, form.lossPercent]).toEqual(['30', '15', '20']);
  const { name: _name, routers: _routers, ...change } = plan;
  expect(thresholdsOf(form)).toEqual({ ok: true, change });
});

test('every threshold of the contract has its field, and no bound is wider than the controller’s', () => {
  expect(thresholds.toSorted()).toEqual(PlanChange.keyof().options.toSorted());
  for (const name of thresholds)
    for (const edge of [bounds[name].least, bounds[name].most])
      expect(PlanChange.safeParse({ [name]: edge * bounds[name].unit }).success, name).toBe(true);
});

test.each<[Threshold, string, number | null]>([
  ['lookIntervalMs', '2,5', 2_500],
  ['lookIntervalMs', '0', null],
  ['lookIntervalMs', '3601', null],
  ['lookIntervalMs', '1,0001', null],
  ['graceLooks', '2,5', null],
  ['graceMs', '0', 0],
  ['lossPercent', '12,5', 12.5],
  ['lossPercent', '101', null],
  ['slowMs', '', null],
  ['slowMs', '1500', 1_500],
])('%s: %j is %j', (name, typed, value) => expect(thresholdOf(name, typed)).toBe(value));

test('a look may not take longer than the pause until the next', () => {
  const checked = thresholdsOf({ ...formOfPlan(plan), lookDeadlineMs: '31' });
  expect(checked.ok ? [] : [...checked.faults]).toEqual(['lookDeadlineMs']);
});

test.each([
  ['kantor-2', true],
  ['', false],
  ['-x', false],
  ['Kantor', false],
  ['dua kata', false],
])('the name %j: %s', (name, good) => expect(isPlanName(name)).toBe(good));
