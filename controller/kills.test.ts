import { expect, test } from 'vitest';
import { killInALoop } from './testing-kills.ts';

const SEED = 20_261_125;

test(`kill -9 of controller, PostgreSQL and agent, five times each (seed ${SEED}): nothing acknowledged is lost, no span overlaps, no reboot twice`, {
  timeout: 240_000,
}, async () => {
  const report = await killInALoop({ each: 5, seed: SEED });
  expect(report.killed).toEqual({ controller: 5, postgres: 5, agent: 5 });
  expect(report.looks).toBeGreaterThan(100);
  expect(report.lost).toBe(0);
  expect(report.wrongSpans).toEqual([]);
  for (const [router, reboots] of Object.entries(report.reboots)) {
    const asked = report.actions.filter((action) => action.router === router);
    expect(reboots, router).toBeLessThanOrEqual(asked.filter((action) => action.sentAt !== null).length);
    expect(reboots, router).toBeGreaterThanOrEqual(
      asked.filter((action) => action.state === 'verified').length,
    );
  }
  expect(report.actions.some((action) => action.state === 'verified')).toBe(true);
  expect(report.actions.filter((action) => action.endedAt === null)).toEqual([]);
});
