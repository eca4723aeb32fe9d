import { expect, test } from 'vitest';
import { wrongsOf } from './check.ts';
import type { Shape } from './world.ts';

/** Days that once were told wrong. */
const KEPT: readonly number[] = [];
const HISTORIES = 1_000;

test(`${HISTORIES} days in which anything dies at any time: down is truly down, up is truly up, the rest is unknown`, {
  timeout: 180_000,
}, () => {
  for (let seed = 1; seed <= HISTORIES; seed += 1)
    expect(
      wrongsOf(seed),
      `seed ${seed}: add it to KEPT, then look with npm run soak -- --seed ${seed}`,
    ).toEqual([]);
});

/** Everything dies and comes back within minutes, all day long. */
const RESTLESS: Shape = {
  lengthMs: 24 * 3_600_000,
  shortestMs: 5_000,
  longestMs: 240_000,
  routers: 3,
  routerShare: 40,
  share: 40,
  leases: 'move',
};
const RESTLESS_DAYS = 20;

test(`${RESTLESS_DAYS} days in which nothing lives for long`, { timeout: 120_000 }, () => {
  for (let seed = 1; seed <= RESTLESS_DAYS; seed += 1)
    expect(wrongsOf(seed, RESTLESS), `seed ${seed}`).toEqual([]);
});

/** An agent died between the first failed look and the verdict: nobody looked, and it went on as up. */
const RESTLESS_KEPT: readonly number[] = [310, 368, 375];

test.each(RESTLESS_KEPT)('the restless day of seed %i', (seed) => {
  expect(wrongsOf(seed, RESTLESS)).toEqual([]);
});

test.each(KEPT)('the day of seed %i', (seed) => {
  expect(wrongsOf(seed)).toEqual([]);
});
