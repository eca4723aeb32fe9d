import { expect, test } from 'vitest';
import { killInALoop } from './testing-kills.ts';
import { expectNothingLost } from './testing-kills-held.ts';

const SEED = 20_261_125;

test(`kill -9 of controller, PostgreSQL and agent, twenty times each (seed ${SEED}): nothing acknowledged is lost, no span overlaps, no reboot twice`, {
  timeout: 900_000,
}, async () => {
  const report = await killInALoop({ each: 20, seed: SEED });
  expect(report.killed).toEqual({ controller: 20, postgres: 20, agent: 20 });
  expectNothingLost(report);
});
