import { parseArgs } from 'node:util';
import { wrongsOf } from './check.ts';

const USAGE =
  'usage: npm run soak -- [--days COUNT] [--seed SEED]   (COUNT days from SEED on; default 10000 from a seed of the clock)';

/** As many days as wanted; says the seed of each that was told wrong. */
function soak(days: number, first: number): number {
  let wrong = 0;
  const begun = performance.now();
  for (let turn = 0; turn < days; turn += 1) {
    const seed = first + turn;
    for (const { routerId, what } of wrongsOf(seed)) {
      wrong += 1;
      console.log(`seed ${seed}, router ${routerId}: ${what}`);
    }
    if ((turn + 1) % 500 === 0 || turn + 1 === days) {
      const rate = (turn + 1) / ((performance.now() - begun) / 1000);
      console.log(
        `${turn + 1} of ${days} days, ${rate.toFixed(1)} a second, ${wrong} told wrong (seeds ${first} to ${seed})`,
      );
    }
  }
  return wrong;
}

function wanted(): { days: number; seed: number } | null {
  try {
    const { values } = parseArgs({ options: { days: { type: 'string' }, seed: { type: 'string' } } });
    const seed = Number(values.seed ?? Math.floor(Date.now() / 1000));
    const days = Number(values.days ?? (values.seed === undefined ? 10_000 : 1));
    return Number.isSafeInteger(days) && days > 0 && Number.isSafeInteger(seed) && seed >= 0
      ? { days, seed }
      : null;
  } catch {
    return null;
  }
}

const asked = wanted();
if (asked === null) {
  console.error(USAGE);
  process.exit(1);
}
process.exit(soak(asked.days, asked.seed) === 0 ? 0 : 1);
