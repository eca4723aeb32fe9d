import { expect, test } from 'vitest';
import { killInALoop } from './testing-kills.ts';
import { expectNothingLost } from './testing-kills-held.ts';

const SEED = 20_261_125;

test(`kill -9 of controller, PostgreSQL and agent, five times each (seed ${SEED}): nothing acknowledged is lost, no span overlaps, no reboot twice`, {
  timeout: 240_000,
}, async () => {
  const report = await killInALoop({ each: 5, seed: SEED });
  expect(report.killed).toEqual({ controller: 5, postgres: 5, agent: 5 });
  expectNothingLost(report);
});
