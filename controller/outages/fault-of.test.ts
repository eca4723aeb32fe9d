import { expect, test } from 'vitest';
import type { Reading } from '#contract/looks.ts';
import { faultOf } from './fault-of.ts';

const server = { name: 'hotspot1', invalid: false, disabled: false };
const reading = (
  more: Partial<Reading['hotspot']> & Partial<Pick<Reading, 'deviceMode' | 'accessPoints'>>,
): Reading => {
  const { deviceMode = null, accessPoints = [], ...hotspot } = more;
  return {
    deviceMode,
    accessPoints,
    hotspot: { servers: [server], users: 3, trialUsers: 0, loginHosts: [], ...hotspot },
  } as unknown as Reading;
};

test.each<[why: string, of: Reading, fault: string | null]>([
  ['all is well', reading({}), null],
  [
    'device-mode forbids the hotspot',
    reading({ deviceMode: { mode: 'home', hotspotAllowed: false, flagged: false } }),
    'device-mode',
  ],
  ['a server is invalid', reading({ servers: [{ ...server, invalid: true }] }), 'hotspot-invalid'],
  ['every server is disabled', reading({ servers: [{ ...server, disabled: true }] }), 'hotspot-disabled'],
  ['one of two is disabled', reading({ servers: [server, { ...server, disabled: true }] }), null],
  ['as many users as the licence lets in', reading({ users: 200, licenceUsers: 200 }), 'licence-full'],
  ['one less', reading({ users: 199, licenceUsers: 200 }), null],
  ['a licence without a limit', reading({ users: 900, licenceUsers: null }), null],
  [
    'an access point is gone',
    reading({
      accessPoints: [
        { name: 'ether2', running: true },
        { name: 'AP (10.5.50.2)', running: false },
      ],
    }),
    'access-point',
  ],
])('%s', (_why, of, fault) => {
  expect(faultOf(of)).toBe(fault);
});
