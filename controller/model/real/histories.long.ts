import { expect, test } from 'vitest';
import { House } from './testing-house.ts';

const HISTORIES = 20;
const FIRST = 1;

test(`${HISTORIES} histories of ten simulated minutes with real processes: PostgreSQL holds the spans that its looks, the truth and the model say`, {
  timeout: 1_500_000,
}, async () => {
  await using house = await House.start();
  const begun = performance.now();
  let [instants, strict, down] = [0, 0, 0];
  for (let seed = FIRST; seed < FIRST + HISTORIES; seed += 1) {
    const lived = await house.live(seed);
    expect(lived.wrongs, `seed ${seed}; died: ${lived.died.join(', ')}`).toEqual([]);
    instants += lived.instants;
    strict += lived.strict;
    down += lived.spans.down ?? 0;
    console.log(
      `seed ${seed}: ${JSON.stringify(lived.spans)}; ${lived.strict} of ${lived.instants} instants without a choice; ` +
        `died: ${lived.died.join(', ')}; ${Math.round((performance.now() - begun) / 1_000)} s`,
    );
  }
  // Histories in which nothing could be told apart would prove nothing.
  expect(strict / instants).toBeGreaterThan(0.3);
  expect(down).toBeGreaterThan(HISTORIES);
});
