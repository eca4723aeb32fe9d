import { expect, test } from 'vitest';
import { deviceHashes } from '../usage/devices.ts';
import { testSealer } from './testing.ts';
import { recordsForTests, type Said, T0 } from './testing-records.ts';

const site = recordsForTests();
const { say, sessions } = site;
const GIB = 1n << 30n;

test.each<[why: string, said: Said[], kept: unknown[]]>([
  [
    'start, interim, stop',
    [
      { at: 0, status: 'start' },
      { at: 300, status: 'interim', seconds: 300, up: 10n, down: 20n },
      { at: 400, status: 'stop', seconds: 400, up: 11n, down: 22n, cause: 4 },
    ],
    [{ start: 0, stop: 400, seconds: 400, up: 11n, down: 22n, cause: 'Idle-Timeout' }],
  ],
  [
    'counters beyond 2^32',
    [
      { at: 0, status: 'start' },
      { at: 300, status: 'interim', seconds: 300, up: 4n * GIB - 1n, down: 3n },
      { at: 600, status: 'interim', seconds: 600, up: 4n * GIB + 5n, down: 9n * GIB },
    ],
    [{ start: 0, stop: null, seconds: 600, up: 4n * GIB + 5n, down: 9n * GIB, cause: null }],
  ],
  [
    'an interim that was overtaken takes nothing back',
    [
      { at: 0, status: 'start' },
      { at: 600, status: 'interim', seconds: 600, up: 60n, down: 600n },
      { at: 601, status: 'interim', seconds: 300, up: 30n, down: 300n, delay: 301 },
    ],
    [{ start: 0, stop: null, seconds: 600, up: 60n, down: 600n, cause: null }],
  ],
  [
    'stop without start',
    [{ at: 500, status: 'stop', seconds: 200, up: 1n, down: 2n, cause: 1 }],
    [{ start: 300, stop: 500, seconds: 200, up: 1n, down: 2n, cause: 'User-Request' }],
  ],
  [
    'interim before its start',
    [
      { at: 300, status: 'interim', seconds: 300, up: 1n, down: 2n },
      { at: 301, status: 'start', delay: 301 },
    ],
    [{ start: 0, stop: null, seconds: 300, up: 1n, down: 2n, cause: null }],
  ],
  [
    'start after its stop',
    [
      { at: 30, status: 'stop', seconds: 30, up: 1n, down: 2n, cause: 1 },
      { at: 40, status: 'start', delay: 40 },
    ],
    [{ start: 0, stop: 30, seconds: 30, up: 1n, down: 2n, cause: 'User-Request' }],
  ],
  [
    'the same stop again, with a new identifier and delay',
    [
      { at: 0, status: 'start' },
      { at: 100, status: 'stop', seconds: 100, up: 5n, down: 6n, cause: 1 },
      { at: 105, status: 'stop', seconds: 100, up: 5n, down: 6n, cause: 1, delay: 5 },
    ],
    [{ start: 0, stop: 100, seconds: 100, up: 5n, down: 6n, cause: 'User-Request' }],
  ],
  [
    'a stop after a stop changes nothing but the counters that grew',
    [
      { at: 0, status: 'start' },
      { at: 100, status: 'stop', seconds: 100, up: 5n, down: 6n, cause: 1 },
      { at: 200, status: 'stop', seconds: 200, up: 9n, down: 6n, cause: 4 },
    ],
    [{ start: 0, stop: 100, seconds: 200, up: 9n, down: 6n, cause: 'User-Request' }],
  ],
  [
    'a start while another session of the phone is open: the stop was lost',
    [
      { at: 0, status: 'start' },
      { at: 300, status: 'interim', seconds: 300, up: 1n, down: 2n },
      { at: 500, status: 'start', session: '80a00002' },
    ],
    [
      { start: 0, stop: 300, seconds: 300, up: 1n, down: 2n, cause: 'Presumed-Lost' },
      { start: 500, stop: null, seconds: 0, up: 0n, down: 0n, cause: null },
    ],
  ],
  [
    'what was presumed lost and speaks again is open again',
    [
      { at: 0, status: 'start' },
      { at: 100, status: 'start', session: '80a00002' },
      { at: 300, status: 'interim', seconds: 300, up: 1n, down: 2n },
    ],
    [
      { start: 0, stop: null, seconds: 300, up: 1n, down: 2n, cause: null },
      { start: 100, stop: null, seconds: 0, up: 0n, down: 0n, cause: null },
    ],
  ],
  [
    'the router’s stop takes the place of what was presumed',
    [
      { at: 0, status: 'start' },
      { at: 100, status: 'start', session: '80a00002' },
      { at: 110, status: 'stop', seconds: 90, up: 1n, down: 2n, cause: 2, delay: 20 },
    ],
    [
      { start: 0, stop: 90, seconds: 90, up: 1n, down: 2n, cause: 'Lost-Carrier' },
      { start: 100, stop: null, seconds: 0, up: 0n, down: 0n, cause: null },
    ],
  ],
  [
    'a session id that comes back long after is another session',
    [
      { at: 0, status: 'start' },
      { at: 60, status: 'stop', seconds: 60, up: 1n, down: 2n, cause: 1 },
      { at: 9_000, status: 'start' },
    ],
    [
      { start: 0, stop: 60, seconds: 60, up: 1n, down: 2n, cause: 'User-Request' },
      { start: 9_000, stop: null, seconds: 0, up: 0n, down: 0n, cause: null },
    ],
  ],
  [
    'the hotspot went off: its sessions end',
    [
      { at: 0, status: 'start' },
      { at: 70, status: 'off' },
      { at: 71, status: 'off' },
    ],
    [{ start: 0, stop: 70, seconds: 0, up: 0n, down: 0n, cause: 'NAS-Reboot' }],
  ],
  [
    'the hotspot came on again: what began since goes on',
    [
      { at: 0, status: 'start' },
      { at: 200, status: 'start', session: '80a00002', more: [] },
      { at: 230, status: 'on', delay: 80 },
    ],
    [
      { start: 0, stop: 0, seconds: 0, up: 0n, down: 0n, cause: 'Presumed-Lost' },
      { start: 200, stop: null, seconds: 0, up: 0n, down: 0n, cause: null },
    ],
  ],
  [
    'a cause that no RFC names',
    [{ at: 9, status: 'stop', seconds: 9, cause: 99 }],
    [{ start: 0, stop: 9, seconds: 9, up: 0n, down: 0n, cause: 'Unknown' }],
  ],
  [
    'counters of 64 set bits',
    [{ at: 9, status: 'stop', seconds: 9, up: 2n ** 64n - 1n, cause: 1 }],
    [{ start: 0, stop: 9, seconds: 9, up: 2n ** 63n - 1n, down: 0n, cause: 'User-Request' }],
  ],
])('%s', async (_why, said, kept) => {
  for (const one of said) await say(one);
  expect(await sessions()).toEqual(kept);
});

test('a session counts once for its phone and day, however often its records come; a second one counts again', async () => {
  const device = await deviceHashes(site.database.db, testSealer()).of(site.mac, T0);
  await say({ at: 0, status: 'start' });
  await say({ at: 1, status: 'start', delay: 1 });
  await say({ at: 300, status: 'interim', seconds: 300, up: 10n, down: 20n });
  await say({ at: 400, status: 'stop', seconds: 400, up: 11n, down: 22n, cause: 4 });
  await say({ at: 500, status: 'start', session: '80a00002' });
  const seen = await site.database.db.deviceSeen.findMany({ where: { device: device! } });
  expect(seen).toMatchObject([{ day: new Date('2026-11-25T00:00:00Z'), sessions: 2 }]);
});
