import { expect, test } from 'vitest';
import type { StripDay } from '#contract/outages.ts';
import { blocksOf, sumOf } from './strip-blocks.ts';

const day = (more: Partial<StripDay> = {}): StripDay => ({
  day: '2026-11-25',
  up: 0,
  degraded: 0,
  down: {},
  unknown: 0,
  ...more,
});

test('a column is full, and what was down stands on top', () => {
  const blocks = blocksOf([day({ up: 43_200, down: { power: 21_600, site: 21_600 } })]);
  expect(blocks).toEqual([
    { day: 0, kind: 'up', from: 0, to: 0.5 },
    { day: 0, kind: 'down-other', from: 0.5, to: 0.75 },
    { day: 0, kind: 'down-power', from: 0.75, to: 1 },
  ]);
});

test('a minute of a day is still seen, and a day without time is empty', () => {
  const [up, down] = blocksOf([day({ up: 86_340, down: { uplink: 60 } })]);
  expect(down!.to - down!.from).toBeGreaterThan(0.06);
  expect(up!.to + (down!.to - down!.from)).toBeCloseTo(1);
  expect(blocksOf([day()])).toEqual([]);
});

test('causes are summed', () => {
  expect(sumOf([day({ up: 5, down: { power: 1, site: 2 } }), day({ unknown: 7, degraded: 3 })])).toEqual({
    up: 5,
    degraded: 3,
    down: 3,
    unknown: 7,
  });
});
