import { expect, test } from 'vitest';
import { dayStart, nextReset } from './day.ts';
import { macOf } from './mac.ts';
import { type Asked, type Credential, type KnownTicket, mayJoin, type RejectCode } from './may-join.ts';
import { type Nas, peerOf } from './peer-of.ts';
import { leftOf, type Plan } from './plan.ts';

test.each<[now: string, start: string, reset: string]>([
  ['2026-11-24T20:59:59.999Z', '2026-11-23T21:00:00.000Z', '2026-11-24T21:00:00.000Z'],
  ['2026-11-24T21:00:00.000Z', '2026-11-24T21:00:00.000Z', '2026-11-25T21:00:00.000Z'],
  ['2026-12-31T17:00:00.000Z', '2026-12-30T21:00:00.000Z', '2026-12-31T21:00:00.000Z'],
  ['2024-02-29T00:00:00.000Z', '2024-02-28T21:00:00.000Z', '2024-02-29T21:00:00.000Z'],
])('the day at %s begins at %s and ends at %s (04:00 WIB)', (now, start, reset) => {
  expect([dayStart(new Date(now)), nextReset(new Date(now))]).toEqual([new Date(start), new Date(reset)]);
});

test.each([
  ['AA:BB:CC:DD:EE:0F', 'AA:BB:CC:DD:EE:0F'],
  ['aa-bb-cc-dd-ee-0f', 'AA:BB:CC:DD:EE:0F'],
  ['aabbccddee0f', 'AA:BB:CC:DD:EE:0F'],
  ['AA:BB:CC:DD:EE', null],
  ['AA:BB:CC:DD:EE:0G', null],
  ['AA:BB:CC:DD:EE:0F ', null],
  ['', null],
])('%j is the MAC address %s', (text, mac) => expect(macOf(text)).toBe(mac));

const GIB = 1_073_741_824n;
const umum: Plan = {
  id: 1,
  name: 'umum',
  downloadKbps: 4000,
  uploadKbps: 1000,
  dayMinutes: 240,
  dayBytes: 2n * GIB,
  idleMinutes: 20,
  fair: null,
  rememberDays: 1,
  hours: null,
  retiredAt: null,
};
const office: Plan = { ...umum, id: 2, name: 'kantor-desa', dayMinutes: null, dayBytes: null };

test.each<[why: string, plan: Plan, seconds: number, bytes: bigint, left: unknown]>([
  ['nothing used', umum, 0, 0n, { seconds: 14_400, bytes: 2n * GIB, slow: false, usedUp: false }],
  ['a minute of time left', umum, 14_340, 0n, { seconds: 60, bytes: 2n * GIB, slow: false, usedUp: false }],
  ['59 s left', umum, 14_341, 0n, { seconds: 59, bytes: 2n * GIB, slow: false, usedUp: true }],
  [
    'a MiB left',
    umum,
    0,
    2n * GIB - 1_048_576n,
    { seconds: 14_400, bytes: 1_048_576n, slow: false, usedUp: false },
  ],
  [
    'less than a MiB left',
    umum,
    0,
    2n * GIB - 1_048_575n,
    { seconds: 14_400, bytes: 1_048_575n, slow: false, usedUp: true },
  ],
  ['more used than there was', umum, 20_000, 3n * GIB, { seconds: 0, bytes: 0n, slow: false, usedUp: true }],
  ['no limits', office, 99_999, 99n * GIB, { seconds: null, bytes: null, slow: false, usedUp: false }],
])('left of a day: %s', (_why, plan, seconds, bytes, left) => {
  expect(leftOf(plan, { seconds, bytes })).toEqual(left);
});

const now = new Date('2026-11-25T03:00:00Z'); // 10:00 WIB, 18 h before the reset
const mac = '02:11:22:33:44:55';
const fresh = {
  routerId: 7,
  mac,
  expiresAt: new Date(now.getTime() + 1),
  usedAt: null,
  usedBySession: null,
};
const used = { ...fresh, usedAt: new Date(now.getTime() - 5_000), usedBySession: '80a00001' };
const ticket = (changes: Partial<KnownTicket> | null = {}): Credential => ({
  kind: 'ticket',
  ticket: changes && { ...fresh, ...changes },
});
const remembered = (ms: number): Credential => ({
  kind: 'mac',
  rememberedUntil: new Date(now.getTime() + ms),
});

test.each<[why: string, by: Credential, asked: Partial<Asked>, result: 'joins' | RejectCode | null]>([
  ['a fresh ticket', ticket(), {}, 'joins'],
  ['a ticket that nobody issued', ticket(null), {}, 'SD-UNKNOWN'],
  ['a ticket at the instant it ends', ticket({ expiresAt: now }), {}, 'SD-EXPIRED'],
  ['a ticket of another router', ticket({ routerId: 8 }), {}, 'SD-OTHER'],
  ['a ticket of another phone', ticket({ mac: '02:11:22:33:44:56' }), {}, 'SD-OTHER'],
  ['a used ticket of another router', ticket({ ...used, routerId: 8 }), {}, 'SD-OTHER'],
  ['a used ticket', ticket(used), { acctSessionId: '80a00002' }, 'SD-USED'],
  ['the login that used it, asked again', ticket(used), { acctSessionId: '80a00001' }, 'joins'],
  [
    'the same, after its 60 s',
    ticket({ ...used, expiresAt: now }),
    { acctSessionId: '80a00001' },
    'SD-EXPIRED',
  ],
  ['used, and no session named', ticket(used), { acctSessionId: null }, 'SD-USED'],
  [
    'used without a session, asked without one',
    ticket({ ...used, usedBySession: null }),
    { acctSessionId: null },
    'SD-USED',
  ],
  ['a phone remembered', remembered(1), {}, 'joins'],
  ['a phone remembered until now', remembered(0), {}, null],
  ['a phone never seen', { kind: 'mac', rememberedUntil: null }, {}, null],
  ['a challenge answered', { kind: 'chap' }, {}, 'SD-CHAP'],
])('%s', (_why, by, asked, result) => {
  const verdict = mayJoin(
    { routerId: 7, mac, acctSessionId: '80a00003', by, ...asked },
    umum,
    { seconds: 0, bytes: 0n },
    now,
  );
  expect(verdict.join ? 'joins' : verdict.code).toBe(result);
});

test.each<[why: string, at: string, plan: Plan, seconds: number, grant: unknown]>([
  [
    'the plan’s minutes',
    '2026-11-25T03:00:00Z',
    umum,
    0,
    {
      sessionSeconds: 14_400,
      totalBytes: 2n * GIB,
      idleSeconds: 1_200,
      downloadKbps: 4000,
      uploadKbps: 1000,
    },
  ],
  [
    'the rest of the minutes',
    '2026-11-25T03:00:00Z',
    umum,
    14_000,
    { sessionSeconds: 400, totalBytes: 2n * GIB, idleSeconds: 1_200, downloadKbps: 4000, uploadKbps: 1000 },
  ],
  [
    'until 04:00 WIB',
    '2026-11-25T20:00:00.500Z',
    umum,
    0,
    { sessionSeconds: 3_600, totalBytes: 2n * GIB, idleSeconds: 1_200, downloadKbps: 4000, uploadKbps: 1000 },
  ],
  [
    'until 04:00 WIB without limits',
    '2026-11-25T03:00:00Z',
    office,
    0,
    { sessionSeconds: 64_800, totalBytes: null, idleSeconds: 1_200, downloadKbps: 4000, uploadKbps: 1000 },
  ],
  [
    'a minute at least',
    '2026-11-25T20:59:58Z',
    umum,
    0,
    { sessionSeconds: 60, totalBytes: 2n * GIB, idleSeconds: 1_200, downloadKbps: 4000, uploadKbps: 1000 },
  ],
])('a session lasts for %s', (_why, at, plan, seconds, grant) => {
  const by: Credential = { kind: 'mac', rememberedUntil: new Date('2027-01-01T00:00:00Z') };
  const asked: Asked = { routerId: 7, mac, acctSessionId: 'x', by };
  expect(mayJoin(asked, plan, { seconds, bytes: 0n }, new Date(at))).toEqual({ join: true, grant });
});

test('a quota that is used up is said, to a ticket as to a remembered phone', () => {
  for (const by of [ticket(), remembered(1)]) {
    const asked: Asked = { routerId: 7, mac, acctSessionId: 'x', by };
    expect(mayJoin(asked, umum, { seconds: 14_400, bytes: 0n }, now)).toEqual({
      join: false,
      code: 'SD-QUOTA',
    });
  }
});

const nas = (changes: Partial<Nas>): Nas => ({
  routerId: 1,
  nasIdentifier: 'sd-k3v9x1',
  tunnelAddress: null,
  secret: Buffer.alloc(32),
  uplink: 'lte',
  villageCode: '16.10.04.2012',
  routerosVersion: '7.20',
  signed: false,
  ...changes,
});

test.each<[why: string, router: Partial<Nas>, address: string, identifiers: string[], found: string]>([
  ['by its tunnel address', { tunnelAddress: '10.9.0.1' }, '10.9.0.1', [], 'tunnel'],
  [
    'by its tunnel address, whatever it calls itself',
    { tunnelAddress: '10.9.0.1' },
    '10.9.0.1',
    ['MikroTik'],
    'tunnel',
  ],
  ['by its name', {}, '114.10.1.1', ['sd-k3v9x1'], 'identifier'],
  [
    'by its name from outside of its tunnel',
    { tunnelAddress: '10.9.0.1' },
    '114.10.1.1',
    ['sd-k3v9x1'],
    'identifier',
  ],
  [
    'not by the factory’s name',
    { nasIdentifier: 'MikroTik' },
    '114.10.1.1',
    ['MikroTik'],
    'factory-identity',
  ],
  ['not by two names', {}, '114.10.1.1', ['sd-k3v9x1', 'sd-other1'], 'repeated-identifier'],
  ['not by another name', {}, '114.10.1.1', ['SD-K3V9X1'], 'unknown-peer'],
  ['not without a name', {}, '114.10.1.1', [], 'unknown-peer'],
])('a router is found %s', (_why, router, address, identifiers, found) => {
  const known = nas(router);
  const peer = peerOf(
    {
      byTunnel: (at) => (at === known.tunnelAddress ? known : undefined),
      byIdentifier: (name) => (name === known.nasIdentifier ? known : undefined),
    },
    { address, identifiers },
  );
  expect(typeof peer === 'string' ? peer : peer.by).toBe(found);
});

test.each<[version: string | null, signed: boolean, by: 'tunnel' | 'identifier', mayBeUnsigned: boolean]>([
  ['6.49.10 (long-term)', false, 'tunnel', true],
  ['7.12.1', false, 'tunnel', true],
  ['7.14.3', false, 'tunnel', true],
  ['7.15', false, 'tunnel', false],
  ['7.15.3', false, 'tunnel', false],
  ['7.20', false, 'tunnel', false],
  ['8.1', false, 'tunnel', false],
  ['10.2', false, 'tunnel', false],
  [null, false, 'tunnel', false],
  ['unknown', false, 'tunnel', false],
  ['6.49.10', true, 'tunnel', false],
  ['6.49.10', false, 'identifier', false],
])(
  'version %s, signed before: %s, found by %s: may be unsigned: %s',
  (routerosVersion, signed, by, mayBeUnsigned) => {
    const known = nas({ routerosVersion, signed, tunnelAddress: '10.9.0.1' });
    const peer = peerOf(
      { byTunnel: () => (by === 'tunnel' ? known : undefined), byIdentifier: () => known },
      { address: '10.9.0.1', identifiers: ['sd-k3v9x1'] },
    );
    expect(peer).toMatchObject({ by, mayBeUnsigned });
  },
);
