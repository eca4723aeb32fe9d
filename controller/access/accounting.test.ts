import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { Attr, number, text } from './radius/attributes.ts';
import { Code, type Outgoing } from './radius/packet.ts';
import { buildRequest, isProved, TestClient } from './radius/testing.ts';
import { newSessionClass, readClass, writeClass } from './session-class.ts';
import { closeSilentSessions } from './sessions.ts';
import { type AccessApp, accessApp, addTestRouter, type TestRouter, testSealer } from './testing.ts';

let database: TestDatabase;
let access: AccessApp;
let router: TestRouter;
let other: TestRouter;
let client: TestClient;
let mac: string;
const T0 = new Date('2026-11-25T03:00:00.000Z');
const after = (seconds: number) => new Date(T0.getTime() + seconds * 1_000);

beforeAll(async () => {
  database = await testDatabase();
  router = await addTestRouter(database.db, testSealer());
  other = await addTestRouter(database.db, testSealer());
  access = await accessApp(database.db);
  client = await new TestClient().bind();
});
afterAll(async () => {
  await client?.[Symbol.asyncDispose]();
  await access?.[Symbol.asyncDispose]();
  await database?.[Symbol.asyncDispose]();
});
beforeEach(() => {
  mac = `02:${randomBytes(5).toString('hex').match(/../g)!.join(':')}`.toUpperCase();
});

interface Said {
  at: number;
  status: 'start' | 'interim' | 'stop' | 'on' | 'off';
  as?: TestRouter;
  session?: string;
  cause?: number;
  delay?: number;
  seconds?: number;
  up?: bigint;
  down?: bigint;
  class?: Buffer;
  more?: Outgoing[];
}
const STATUS = { start: 1, stop: 2, interim: 3, on: 7, off: 8 };

function record(said: Said): Buffer {
  const { as = router, session = '80a00001', status } = said;
  const attributes: Outgoing[] = [
    number(Attr.acctStatusType, STATUS[status]),
    text(Attr.nasIdentifier, as.nasIdentifier),
  ];
  if (status !== 'on' && status !== 'off') {
    attributes.push(
      text(Attr.userName, mac),
      text(Attr.callingStationId, mac),
      text(Attr.acctSessionId, session),
      number(Attr.nasPort, 0x8000_0001),
      { type: Attr.framedIpAddress, value: Buffer.from([10, 5, 50, 9]) },
    );
  }
  const counter = (low: number, high: number, value: bigint | undefined) => {
    if (value === undefined) return;
    attributes.push(number(low, Number(value & 0xffff_ffffn)));
    if (value >> 32n) attributes.push(number(high, Number(value >> 32n)));
  };
  if (said.delay !== undefined) attributes.push(number(Attr.acctDelayTime, said.delay));
  if (said.seconds !== undefined) attributes.push(number(Attr.acctSessionTime, said.seconds));
  if (said.cause !== undefined) attributes.push(number(Attr.acctTerminateCause, said.cause));
  if (said.class) attributes.push({ type: Attr.class, value: said.class });
  counter(Attr.acctInputOctets, Attr.acctInputGigawords, said.up);
  counter(Attr.acctOutputOctets, Attr.acctOutputGigawords, said.down);
  return buildRequest(as.secret, [...attributes, ...(said.more ?? [])], { code: Code.accountingRequest });
}

async function say(said: Said): Promise<void> {
  access.clock.at = after(said.at);
  const packet = record(said);
  const answer = await client.ask(packet, access.acctPort);
  expect(isProved(answer, packet, (said.as ?? router).secret)).toBe(true);
}

const sessions = async () =>
  (
    await database.db.hotspotSession.findMany({
      where: { callingStationId: mac },
      orderBy: [{ acctStartTime: 'asc' }, { routerId: 'asc' }],
    })
  ).map((row) => ({
    start: (row.acctStartTime.getTime() - T0.getTime()) / 1_000,
    stop: row.acctStopTime && (row.acctStopTime.getTime() - T0.getTime()) / 1_000,
    seconds: Number(row.acctSessionTime),
    up: row.acctInputOctets,
    down: row.acctOutputOctets,
    cause: row.acctTerminateCause,
  }));

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

test('two routers may use the same session id for the same phone', async () => {
  await say({ at: 0, status: 'start' });
  await say({ at: 10, status: 'start', as: other });
  await say({ at: 50, status: 'stop', as: other, seconds: 40, up: 5n, down: 6n, cause: 1 });
  expect((await sessions()).map(({ stop }) => stop)).toEqual([null, 50]);
});

test('the same datagram twice is answered twice with the same bytes, and kept once', async () => {
  access.clock.at = T0;
  const packet = record({ at: 0, status: 'start' });
  const [first, second] = [
    await client.ask(packet, access.acctPort),
    await client.ask(packet, access.acctPort),
  ];
  expect(second).toEqual(first);
  expect(await sessions()).toHaveLength(1);
});

test('many records of one session at once leave the greatest counters', async () => {
  access.clock.at = after(1_000);
  const packets = Array.from({ length: 20 }, (_, i) =>
    record({ at: 1_000, status: 'interim', seconds: i * 10, up: BigInt(i), down: BigInt(40 - i) }),
  );
  const clients = await Promise.all(packets.map(() => new TestClient().bind()));
  await Promise.all(packets.map((packet, i) => clients[i]!.ask(packet, access.acctPort)));
  await Promise.all(clients.map((one) => one[Symbol.asyncDispose]()));
  expect(await sessions()).toMatchObject([{ seconds: 190, up: 19n, down: 40n, stop: null }]);
});

test('our Class names session, plan and terms; another’s names nothing', async () => {
  const sealer = testSealer();
  const ours = newSessionClass(1, '2026-11');
  await say({ at: 0, status: 'start', class: writeClass(sealer, ours) });
  const row = await database.db.hotspotSession.findFirstOrThrow({ where: { callingStationId: mac } });
  expect(row).toMatchObject({
    class: ours.id,
    planId: 1,
    termsVersion: '2026-11',
    framedIpAddress: '10.5.50.9',
  });
  expect(readClass(sealer, writeClass(sealer, ours))).toEqual(ours);
  const forged = Buffer.from(writeClass(sealer, ours).toString().replace(' 1 2026', ' 2 2026'));
  for (const value of [forged, Buffer.from('CACS:1'), Buffer.alloc(0), null]) {
    expect(readClass(sealer, value)).toBeNull();
  }
});

test('two logins are two sessions by their Class, though the router gave them one id', async () => {
  for (const at of [0, 30]) {
    const value = writeClass(testSealer(), newSessionClass(1, '1'));
    await say({ at, status: 'start', class: value });
    await say({ at: at + 20, status: 'stop', seconds: 20, cause: 1, class: value });
  }
  expect((await sessions()).map(({ start, stop }) => [start, stop])).toEqual([
    [0, 20],
    [30, 50],
  ]);
});

test('a plan that is gone does not keep a record away', async () => {
  await say({ at: 0, status: 'start', class: writeClass(testSealer(), newSessionClass(999, '1')) });
  expect(await database.db.hotspotSession.findFirst({ where: { callingStationId: mac } })).toMatchObject({
    planId: null,
  });
});

test('a record that says nothing is answered, since the router would send it for ever', async () => {
  access.clock.at = T0;
  const packet = buildRequest(router.secret, [text(Attr.nasIdentifier, router.nasIdentifier)], { code: 4 });
  await client.ask(packet, access.acctPort);
  expect(await sessions()).toEqual([]);
});

test('a router restarted: its sessions end then, those of others and later ones go on', async () => {
  await say({ at: 0, status: 'start' });
  await say({ at: 0, status: 'start', as: other });
  await say({ at: 0, status: 'start', session: '80a00009', as: router });
  await access.app.access.closeSessionsOf(router.id, after(500));
  await say({ at: 600, status: 'start', session: '90a00001' });
  access.bus.emit('router:restarted', router.id, after(550));
  expect(await sessions()).toMatchObject([
    { start: 0, stop: 500, cause: 'Presumed-Reboot' },
    { start: 0, stop: 500, cause: 'Presumed-Reboot' },
    { start: 0, stop: null },
    { start: 600, stop: null },
  ]);
  // A record from before the restart, that comes late, does not open it again.
  await say({ at: 601, status: 'interim', seconds: 300, up: 7n, delay: 301 });
  expect(await sessions()).toContainEqual(expect.objectContaining({ stop: 500, up: 7n }));
});

test('the news of a restart reaches the sessions by the bus', async () => {
  await say({ at: 0, status: 'start' });
  access.bus.emit('router:restarted', router.id, after(90));
  await expect.poll(sessions).toMatchObject([{ stop: 90, cause: 'Presumed-Reboot' }]);
});

test('a session without a word for 15 minutes ends at its last word', async () => {
  await say({ at: 0, status: 'start' });
  await say({ at: 300, status: 'interim', seconds: 300 });
  await closeSilentSessions(database.db, after(1_200));
  expect(await sessions()).toMatchObject([{ stop: null }]);
  await closeSilentSessions(database.db, after(1_201));
  expect(await sessions()).toMatchObject([{ stop: 300, cause: 'Presumed-Lost' }]);
});

test('the database is gone: silence, never an answer for what is not kept; it heals, and the router’s next try is kept', async () => {
  const name = new URL(database.url).pathname.slice(1);
  const admin = new URL(database.url);
  admin.pathname = '/postgres';
  const server = new pg.Client({ connectionString: admin.toString() });
  await server.connect();
  const packet = record({ at: 0, status: 'start' });
  access.clock.at = T0;
  try {
    await server.query(`alter database ${name} with allow_connections false`);
    await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await expect(client.ask(packet, access.acctPort, 700)).rejects.toThrow();
  } finally {
    await server.query(`alter database ${name} with allow_connections true`);
    await server.end();
  }
  await client.ask(packet, access.acctPort);
  expect(await sessions()).toHaveLength(1);
});
