import { expect, test } from 'vitest';
import { wrongsOf } from './check.ts';

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

test.each(KEPT)('the day of seed %i', (seed) => {
  expect(wrongsOf(seed)).toEqual([]);
});
