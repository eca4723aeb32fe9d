import { expect, test } from 'vitest';
import { waitAfter } from './backoff.ts';
import { ControllerClock } from './controller-clock.ts';
import { holeOf, holeOver } from './hole.ts';
import { lookAt } from './testing-entries.ts';
import { type Verdict, verdictOf } from './verdict-of.ts';

test.each<[failures: number, random: number, ms: number]>([
  [1, 0.999_99, 250],
  [3, 0.999_999, 1_000],
  [6, 0.5, 4_000],
  [99, 0.999_999_9, 300_000],
  [99, 0, 0],
])('after %i failures and with chance %d: %i ms', (failures, random, ms) =>
  expect(waitAfter(failures, random)).toBe(ms),
);

test.each<[status: number, verdict: Verdict]>([
  [400, 'halve'],
  [413, 'halve'],
  [422, 'halve'],
  [410, 'halve'],
  [401, 'retry'],
  [403, 'retry'],
  [404, 'retry'],
  [408, 'retry'],
  [429, 'retry'],
  [301, 'retry'],
  [500, 'retry'],
  [503, 'retry'],
])('%i: %s', (status, verdict) => expect(verdictOf(status)).toBe(verdict));

test('the controller’s time: unknown, then the middle of a round trip, the shortest one', () => {
  const clock = new ControllerClock();
  expect([clock.at(0), clock.offset(5_000, 0)]).toEqual([undefined, 0]);
  clock.measure(100_000, 0, 1_000);
  expect(clock.at(2_000)).toBe(101_500);
  clock.measure(103_000, 3_000, 3_100);
  clock.measure(300_000, 4_000, 9_000);
  expect(clock.at(3_050)).toBe(103_000);
});

test('what was known stays true when NTP moves the wall clock of the agent', () => {
  const clock = new ControllerClock();
  clock.measure(1_000_000, 0, 0);
  expect(clock.offset(900_000, 50_000)).toBe(150_000);
  expect(clock.offset(1_050_007, 50_000)).toBe(-7);
});

test('old measurements are forgotten: clocks drift', () => {
  const clock = new ControllerClock();
  clock.measure(0, 0, 1);
  for (let i = 0; i < 8; i++) clock.measure(5_000, 0, 100);
  expect(clock.at(50)).toBe(5_000);
});

test('holes join into one that covers them', () => {
  const holes = [5, 1, 9].map((second) => holeOf(lookAt(second)));
  const joined = holeOver(holes);
  expect(joined).toMatchObject({ dropped: 3, from: lookAt(1).at, to: lookAt(9).at, why: 'outbox-full' });
  expect(holeOver([joined, holeOf(lookAt(0)), holeOf(joined)])).toMatchObject({
    dropped: 7,
    from: lookAt(0).at,
  });
});
