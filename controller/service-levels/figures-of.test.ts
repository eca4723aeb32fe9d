import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causes } from '#contract/outages.ts';
import { figureOf, floored, type Stretch, sumOf, type Tally, tallyOf } from './figures-of.ts';
import { merged } from './intervals.ts';
import { DEFAULT_RULE_SET as rules } from './rule-sets.ts';

const S = 1000;
const MINUTE = 60 * S;
const HOUR = 60 * MINUTE;
const ALL = [{ from: 0, to: 24 * HOUR }];
const stretch = (
  state: Stretch['state'],
  from: number,
  to: number,
  more: Partial<Stretch> = {},
): Stretch => ({
  state,
  reason: null,
  from,
  to,
  cause: state === 'down' ? 'uplink' : null,
  wholeMs: to - from,
  ...more,
});
/** Up all day but for one failure. */
const dayWith = (failure: Stretch) => [
  stretch('up', 0, failure.from),
  failure,
  stretch('up', failure.to, 24 * HOUR),
];
const minutesOf = ({ up, down, excused, unobserved, planned, outside }: Tally) =>
  [up, down, excused, unobserved, planned, outside].map((ms) => ms / MINUTE);

describe('what counts in which figure', () => {
  const noon = 12 * HOUR;
  test.each<[why: string, failure: Stretch, felt: number, owed: number]>([
    ['the uplink', stretch('down', noon, noon + HOUR), 60, 60],
    ['nobody knows why', stretch('down', noon, noon + HOUR, { cause: 'undetermined' }), 60, 60],
    ['power', stretch('down', noon, noon + HOUR, { cause: 'power' }), 60, 0],
    ['the bill', stretch('down', noon, noon + HOUR, { cause: 'unpaid' }), 60, 0],
    ['the device', stretch('down', noon, noon + HOUR, { cause: 'device' }), 60, 0],
    ['the site', stretch('down', noon, noon + HOUR, { cause: 'site' }), 60, 0],
    ['our own command', stretch('down', noon, noon + 5 * MINUTE, { cause: 'commanded' }), 5, 0],
    ['maintenance that nobody approved', stretch('down', noon, noon + HOUR, { cause: 'maintenance' }), 60, 0],
    ['five minutes of the uplink', stretch('down', noon, noon + 5 * MINUTE), 5, 5],
    ['a second less', stretch('down', noon, noon + 5 * MINUTE - S), 5 - 1 / 60, 0],
    ['a millisecond less', stretch('down', noon, noon + 5 * MINUTE - 1), 5 - 1 / 60_000, 0],
    ['a minute that is the end of a long one', stretch('down', 0, MINUTE, { wholeMs: HOUR }), 1, 1],
    ['loss on the uplink', stretch('degraded', noon, noon + HOUR, { reason: 'uplink-loss' }), 60, 60],
    ['loss for four minutes', stretch('degraded', noon, noon + 4 * MINUTE, { reason: 'uplink-loss' }), 4, 0],
    ['slow', stretch('degraded', noon, noon + HOUR, { reason: 'slow' }), 60, 60],
    ['our RADIUS', stretch('degraded', noon, noon + HOUR, { reason: 'radius-unanswered' }), 60, 0],
    ['device-mode', stretch('degraded', noon, noon + HOUR, { reason: 'device-mode' }), 60, 0],
    ['an access point', stretch('degraded', noon, noon + HOUR, { reason: 'access-point' }), 60, 0],
  ])('%s', (_why, failure, felt, owed) => {
    const tallies = tallyOf(dayWith(failure), 0, 24 * HOUR, ALL, [], rules);
    expect(tallies.felt.down / MINUTE).toBeCloseTo(felt, 9);
    expect(tallies.owed.down / MINUTE).toBeCloseTo(owed, 9);
    expect((tallies.owed.up + tallies.owed.down) / MINUTE).toBe(1_440);
    expect(tallies.owed.excused).toBe(tallies.felt.down - tallies.owed.down);
  });
});

describe('hours and plans', () => {
  const night = [{ from: 6 * HOUR, to: 22 * HOUR }];
  test.each<[why: string, stretches: Stretch[], planned: [number, number][], felt: number[]]>([
    [
      'closed at night: what falls there is outside',
      dayWith(stretch('down', 0, 5 * HOUR)),
      [],
      [960, 0, 0, 0, 0, 480],
    ],
    [
      'over the edge of the hours: only the part within',
      dayWith(stretch('down', 21 * HOUR, 23 * HOUR)),
      [],
      [900, 60, 0, 0, 0, 480],
    ],
    [
      'planned time leaves both sides, whatever was seen',
      dayWith(stretch('down', 12 * HOUR, 14 * HOUR)),
      [[12, 13]],
      [840, 60, 0, 0, 60, 480],
    ],
    [
      'a plan by night takes nothing away twice',
      dayWith(stretch('down', 12 * HOUR, 13 * HOUR)),
      [[20, 24]],
      [780, 60, 0, 0, 120, 480],
    ],
    [
      'overlapping plans count once',
      [stretch('up', 0, 24 * HOUR)],
      [
        [8, 10],
        [9, 11],
      ],
      [780, 0, 0, 0, 180, 480],
    ],
    [
      'what nobody observed is in neither side',
      [stretch('up', 0, 12 * HOUR), stretch('unknown', 12 * HOUR, 13 * HOUR)],
      [],
      [360, 0, 0, 600, 0, 480],
    ],
    ['nothing at all was observed', [], [], [0, 0, 0, 960, 0, 480]],
  ])('%s', (_why, stretches, planned, felt) => {
    const windows = merged(planned.map(([from, to]) => ({ from: from * HOUR, to: to * HOUR })));
    expect(minutesOf(tallyOf(stretches, 0, 24 * HOUR, night, windows, rules).felt)).toEqual(felt);
  });
});

describe('the figure', () => {
  const tally = (up: number, down: number, unobserved = 0): Tally => ({
    up,
    down,
    excused: 0,
    unobserved,
    planned: 0,
    outside: 0,
  });
  test.each<
    [why: string, of: Tally, percent: number | null, interval: [number, number] | null, observed: number]
  >([
    ['always up', tally(100, 0), 100, [100, 100], 100],
    ['one millisecond in a year is not 100 %', tally(31_535_999_999, 1), 99.99, [99.99, 99.99], 100],
    ['floored, not rounded', tally(2, 1), 66.66, [66.66, 66.66], 100],
    ['a figure that binary fractions would spoil', tally(29, 71), 29, [29, 29], 100],
    ['unobserved is in neither side', tally(90, 0, 10), 100, [90, 100], 90],
    ['less than 90 % observed: an interval', tally(80, 9, 11), null, [80, 91], 89],
    ['89.99 % are less', tally(8_999, 0, 1_001), null, [89.99, 100], 89.99],
    ['nothing observed', tally(0, 0, 10), null, null, 0],
    ['nothing owed', tally(0, 0), null, null, 0],
    ['down all the time', tally(0, 10), 0, [0, 0], 100],
  ])('%s', (_why, of, percent, interval, observedPercent) => {
    expect(figureOf(of)).toMatchObject({ percent, interval, observedPercent });
  });
});

const DAY = 24 * 3_600;
const cuts = fc.uniqueArray(fc.integer({ min: 1, max: DAY - 1 }), { maxLength: 12 });
const intervals = fc
  .array(fc.tuple(fc.integer({ min: 0, max: DAY }), fc.integer({ min: 0, max: DAY })), { maxLength: 5 })
  .map((pairs) => merged(pairs.map(([a, b]) => ({ from: Math.min(a, b) * S, to: Math.max(a, b) * S }))));
const timeline = fc
  .tuple(
    cuts,
    fc.array(
      fc.record({
        state: fc.constantFrom('up', 'degraded', 'down', 'unknown' as const),
        reason: fc.constantFrom('slow', 'device-mode' as const),
        cause: fc.constantFrom(...causes),
        wholeMs: fc.integer({ min: 0, max: 600_000 }),
      }),
      { minLength: 13, maxLength: 13 },
    ),
  )
  .map(([at, kinds]) => {
    const edges = [0, ...at.toSorted((a, b) => a - b), DAY].map((second) => second * S);
    return edges
      .slice(1)
      .map((to, index): Stretch => ({ ...kinds[index]!, from: edges[index]!, to }) as Stretch);
  });

test('no state vanishes from both sides but planned and unobserved, and no part of time is counted twice', () => {
  fc.assert(
    fc.property(
      timeline,
      intervals,
      intervals,
      fc.integer({ min: 1, max: DAY - 1 }),
      (line, hours, planned, cut) => {
        const whole = tallyOf(line, 0, DAY * S, hours, planned, rules);
        for (const one of [whole.felt, whole.owed])
          expect(one.up + one.down + one.unobserved + one.planned + one.outside).toBe(DAY * S);
        expect(whole.felt.up + whole.felt.down).toBe(whole.owed.up + whole.owed.down);
        expect(whole.owed.down).toBeLessThanOrEqual(whole.felt.down);
        const parts = [
          tallyOf(line, 0, cut * S, hours, planned, rules),
          tallyOf(line, cut * S, DAY * S, hours, planned, rules),
        ];
        expect(sumOf(parts)).toEqual(whole);
      },
    ),
  );
});

test('a floored share is never above the truth, and less than a hundredth below it', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1 }), (part, more) => {
      const whole = part + more;
      const hundredths = BigInt(Math.round(floored(part, whole) * 100));
      expect(hundredths * BigInt(whole)).toBeLessThanOrEqual(BigInt(part) * 10_000n);
      expect((hundredths + 1n) * BigInt(whole)).toBeGreaterThan(BigInt(part) * 10_000n);
    }),
  );
});
