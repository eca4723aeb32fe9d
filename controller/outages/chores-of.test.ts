import { expect, test } from 'vitest';
import type { Outcome, Reading } from '#contract/looks.ts';
import type { ChoreKind, State } from '#contract/status.ts';
import { choresAfter } from './chores-of.ts';

const reading = (facts: Partial<Reading> = {}): Reading => ({
  uptimeSeconds: 100_000,
  version: '7.20 (stable)',
  board: 'hAP ax lite',
  serial: 'S1',
  identity: 'sd-abcdefghij',
  cpuPercent: 4,
  freeMemoryBytes: 1e8,
  temperatureCelsius: null,
  voltageVolts: null,
  clockSkewSeconds: 1,
  uplink: null,
  accessPoints: [],
  hotspot: { servers: [], users: 0, trialUsers: 0, loginHosts: [] },
  deviceMode: null,
  radius: null,
  uplinkLossPercent: null,
  pollingAccountMayReboot: false,
  ...facts,
});
const answered = (facts: Partial<Reading>): [Outcome, State, Reading] => ['answered', 'up', reading(facts)];

test.each<
  [
    why: string,
    open: ChoreKind[],
    look: [Outcome, State, Reading | null],
    hasActionAccount: boolean,
    after: ChoreKind[],
  ]
>([
  ['all is well', [], answered({}), true, []],
  ['a refused password', [], ['auth-failed', 'up', null], true, ['wrong-password']],
  ['stays through a silence', ['wrong-password'], ['timeout', 'down', null], true, ['wrong-password']],
  ['closes when it answers', ['wrong-password', 'refused'], answered({}), true, []],
  ['one refusal is none yet', [], ['refused', 'up', null], true, []],
  ['refused for so long that nobody knows', [], ['refused', 'unknown', null], true, ['refused']],
  ['the factory’s identity', [], answered({ identity: 'MikroTik' }), true, ['factory-identity']],
  ['five minutes off is off', [], answered({ clockSkewSeconds: -301 }), true, ['clock-wrong']],
  [
    'a clock in 1970 just after a start waits for NTP',
    [],
    answered({ clockSkewSeconds: -1e9, uptimeSeconds: 599 }),
    true,
    [],
  ],
  [
    'a restart does not mend a clock',
    ['clock-wrong'],
    answered({ clockSkewSeconds: -1e9, uptimeSeconds: 5 }),
    true,
    ['clock-wrong'],
  ],
  [
    'device-mode forbids the hotspot',
    [],
    answered({ deviceMode: { mode: 'home', hotspotAllowed: false, flagged: false } }),
    true,
    ['device-mode'],
  ],
  [
    'device-mode is flagged',
    [],
    answered({ deviceMode: { mode: 'advanced', hotspotAllowed: true, flagged: true } }),
    true,
    ['device-flagged'],
  ],
  ['no account for actions', [], answered({}), false, ['no-action-account']],
  [
    'the polling account may reboot: too wide, but it would do',
    [],
    answered({ pollingAccountMayReboot: true }),
    false,
    ['polling-account-too-wide'],
  ],
  ['what others opened stays theirs', ['radius-secret'], answered({}), true, ['radius-secret']],
])('%s', (_why, open, [outcome, state, read], hasActionAccount, after) => {
  expect(choresAfter(open, { outcome, state, reading: read, hasActionAccount })).toEqual(after);
});
