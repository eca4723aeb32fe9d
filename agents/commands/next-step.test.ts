import { expect, test } from 'vitest';
import { type NextStep, nextStep } from './next-step.ts';

const retry = (inMs: number): NextStep => ({ step: 'retry', inMs });
test.each<[why: string, tries: number, refusedLogins: number, leftMs: number, next: NextStep]>([
  ['the first try is at once', 0, 0, 600_000, retry(0)],
  ['the second soon', 1, 0, 600_000, retry(2_000)],
  ['then later', 3, 0, 600_000, retry(8_000)],
  ['but not much later', 60, 0, 600_000, retry(15_000)],
  ['never beyond its expiry', 9, 0, 700, retry(700)],
  ['two refused logins may be a router that just starts', 2, 2, 600_000, retry(4_000)],
  ['three are a wrong password', 3, 3, 600_000, { step: 'give-up', event: 'failed' }],
  ['too old', 0, 0, 0, { step: 'give-up', event: 'expired' }],
  ['too old, whatever failed', 9, 9, -1, { step: 'give-up', event: 'expired' }],
])('%s', (_why, tries, refusedLogins, leftMs, next) =>
  expect(nextStep({ tries, refusedLogins }, leftMs)).toEqual(next),
);
