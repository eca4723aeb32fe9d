import { expect, test } from 'vitest';
import { killInALoop } from './testing-kills.ts';
import { expectNothingLost } from './testing-kills-held.ts';

const SEED = 20_261_125;

test(`kill -9 of controller, PostgreSQL and agent, twenty times each (seed ${SEED}): nothing acknowledged is lost, no span overlaps, no reboot twice`, {
  timeout: 900_000,
}, async () => {
  const report = await killInALoop({ victims: ['controller', 'postgres', 'agent'], each: 20, seed: SEED });
  expect(report.killed).toEqual({ controller: 20, postgres: 20, agent: 20, power: 0 });
  expectNothingLost(report);
});

test(`power cut, twenty times under load (seed ${SEED}): controller, agent and every process of PostgreSQL at once, and nothing acknowledged is lost`, {
  timeout: 900_000,
}, async () => {
  const report = await killInALoop({ victims: ['power'], each: 20, seed: SEED });
  expect(report.killed.power).toBe(20);
  console.log(`slowest start after a power cut: ${Math.round(report.slowestStartMs)} ms`);
  expectNothingLost(report);
});
