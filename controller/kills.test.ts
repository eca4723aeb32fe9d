import { expect, test } from 'vitest';
import { killInALoop } from './testing-kills.ts';
import { expectNothingLost } from './testing-kills-held.ts';

const SEED = 20_261_125;

test(`kill -9 of controller, PostgreSQL and agent, five times each (seed ${SEED}): nothing acknowledged is lost, no span overlaps, no reboot twice`, {
  timeout: 240_000,
}, async () => {
  const report = await killInALoop({ victims: ['controller', 'postgres', 'agent'], each: 5, seed: SEED });
  expect(report.killed).toEqual({ controller: 5, postgres: 5, agent: 5, power: 0 });
  expectNothingLost(report);
});

test(`power cut, three times under load (seed ${SEED}): controller, agent and every process of PostgreSQL at once, and nothing acknowledged is lost`, {
  timeout: 240_000,
}, async () => {
  const report = await killInALoop({ victims: ['power'], each: 3, seed: SEED });
  expect(report.killed.power).toBe(3);
  console.log(`slowest start after a power cut: ${Math.round(report.slowestStartMs)} ms`);
  expectNothingLost(report);
});
