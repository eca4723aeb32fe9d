import { expect, test } from 'vitest';
import type { Restitution } from '#contract/service-levels.ts';
import { restitutionOf } from './restitution-of.ts';

const proportional: Restitution = { kind: 'proportional' };
const tiers: Restitution = {
  kind: 'tiers',
  tiers: [
    { belowPercent: 99, feePercent: 10 },
    { belowPercent: 90, feePercent: 50 },
    { belowPercent: 95, feePercent: 25 },
  ],
};

test.each<[why: string, restitution: Restitution, sla: number, reached: number | null, owed: number | null]>([
  ['kept', proportional, 99, 99, 0],
  ['better than promised', proportional, 99, 100, 0],
  ['a hundredth of a percent, floored', proportional, 99, 98.99, 101],
  ['half of what was promised', proportional, 99, 49.5, 500_000],
  ['nothing at all', proportional, 99, 0, 1_000_000],
  ['no figure, no claim', proportional, 99, null, null],
  ['below the first step', tiers, 99, 98.99, 100_000],
  ['on the edge of the second: not below it', tiers, 99, 95, 100_000],
  ['below the second', tiers, 99, 94.99, 250_000],
  ['below the last', tiers, 99, 12, 500_000],
  ['promised less than the steps: kept', tiers, 90, 92, 0],
])('%s', (_why, restitution, slaPercent, reached, owed) => {
  expect(restitutionOf({ slaPercent, monthlyFeeIdr: 1_000_000, restitution }, reached)).toBe(owed);
});
