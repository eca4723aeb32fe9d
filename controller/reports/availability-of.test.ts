import { expect, test } from 'vitest';
import { availabilityOf, monthStart, secondsIn } from './availability-of.ts';

test.each<
  [
    why: string,
    up: number,
    degraded: number,
    down: number,
    unknown: number,
    expected: ReturnType<typeof availabilityOf>,
  ]
>([
  ['always up', 100, 0, 0, 0, { percent: 100, interval: [100, 100], observedPercent: 100 }],
  [
    'one second in a year is not 100 %',
    31_535_999,
    0,
    1,
    0,
    { percent: 99.99, interval: [99.99, 99.99], observedPercent: 100 },
  ],
  ['degraded counts against it', 90, 5, 5, 0, { percent: 90, interval: [90, 90], observedPercent: 100 }],
  ['floored, not rounded', 2, 0, 1, 0, { percent: 66.66, interval: [66.66, 66.66], observedPercent: 100 }],
  [
    'unknown is neither up nor down',
    90,
    0,
    0,
    10,
    { percent: 100, interval: [90, 100], observedPercent: 90 },
  ],
  [
    'too little observed: an interval',
    80,
    0,
    9,
    11,
    { percent: null, interval: [80, 91], observedPercent: 89 },
  ],
  ['nothing observed', 0, 0, 0, 10, { percent: null, interval: null, observedPercent: 0 }],
  ['down all the time', 0, 0, 10, 0, { percent: 0, interval: [0, 0], observedPercent: 100 }],
])('%s', (_why, up, degraded, down, unknown, expected) => {
  expect(availabilityOf({ up, degraded, down, unknown })).toEqual(expected);
});

test('spans are cut at the edges of the period', () => {
  const spans = [
    { state: 'up', from: 0, to: 5_000 },
    { state: 'down', from: 5_000, to: 8_000 },
    { state: 'up', from: 8_000, to: null },
  ] as const;
  expect(secondsIn(spans, 2_000, 10_000)).toEqual({ up: 5, degraded: 0, down: 3, unknown: 0 });
});

test.each([
  ['2026-11-25T12:00:00Z', '2026-10-31T17:00:00.000Z'],
  ['2026-10-31T16:59:59Z', '2026-09-30T17:00:00.000Z'],
  ['2026-12-31T17:00:00Z', '2026-12-31T17:00:00.000Z'],
])('the month of %s begins at %s, midnight in WIB', (now, start) => {
  expect(new Date(monthStart(Date.parse(now))).toISOString()).toBe(start);
});
