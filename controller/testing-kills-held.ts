import { expect } from 'vitest';
import type { KillReport } from './testing-kills.ts';

/** What must hold after any number of kills. */
export function expectNothingLost(report: KillReport): void {
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
  // Written down as sent, and then the agent was killed: until its deadline nobody can say whether it left.
  const open = report.actions.filter((action) => action.endedAt === null);
  expect(open.filter((action) => action.state === 'asked')).toEqual([]);
}
