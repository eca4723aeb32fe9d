import pg from 'pg';
import { expect, test } from 'vitest';
import { Attr, text } from './radius/attributes.ts';
import { buildRequest, TestClient } from './radius/testing.ts';
import { newSessionClass, readClass, writeClass } from './session-class.ts';
import { closeSilentSessions } from './sessions.ts';
import { testSealer } from './testing.ts';
import { after, recordsForTests, T0 } from './testing-records.ts';

const site = recordsForTests();
const { recordOf, say, sessions } = site;

test('two routers may use the same session id for the same phone', async () => {
  await say({ at: 0, status: 'start' });
  await say({ at: 10, status: 'start', as: site.other });
  await say({ at: 50, status: 'stop', as: site.other, seconds: 40, up: 5n, down: 6n, cause: 1 });
  expect((await sessions()).map(({ stop }) => stop)).toEqual([null, 50]);
});

test('the same datagram twice is answered twice with the same bytes, and kept once', async () => {
  site.access.clock.at = T0;
  const packet = recordOf({ at: 0, status: 'start' });
  const [first, second] = [
    await site.client.ask(packet, site.access.acctPort),
    await site.client.ask(packet, site.access.acctPort),
  ];
  expect(second).toEqual(first);
  expect(await sessions()).toHaveLength(1);
});

test('many records of one session at once leave the greatest counters', async () => {
  site.access.clock.at = after(1_000);
  const packets = Array.from({ length: 20 }, (_, i) =>
    recordOf({ at: 1_000, status: 'interim', seconds: i * 10, up: BigInt(i), down: BigInt(40 - i) }),
  );
  const clients = await Promise.all(packets.map(() => new TestClient().bind()));
  await Promise.all(packets.map((packet, i) => clients[i]!.ask(packet, site.access.acctPort)));
  await Promise.all(clients.map((one) => one[Symbol.asyncDispose]()));
  expect(await sessions()).toMatchObject([{ seconds: 190, up: 19n, down: 40n, stop: null }]);
});

test('our Class names session, plan and terms; another’s names nothing', async () => {
  const sealer = testSealer();
  const ours = newSessionClass({ planId: 1, termsVersion: '2026-11', loginBy: 'voucher', voucherId: 7 });
  await say({ at: 0, status: 'start', class: writeClass(sealer, ours) });
  const row = await site.database.db.hotspotSession.findFirstOrThrow({
    where: { callingStationId: site.mac },
  });
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
    const value = writeClass(
      testSealer(),
      newSessionClass({ planId: 1, termsVersion: '1', loginBy: 'tap', voucherId: null }),
    );
    await say({ at, status: 'start', class: value });
    await say({ at: at + 20, status: 'stop', seconds: 20, cause: 1, class: value });
  }
  expect((await sessions()).map(({ start, stop }) => [start, stop])).toEqual([
    [0, 20],
    [30, 50],
  ]);
});

test('a plan that is gone does not keep a record away', async () => {
  await say({
    at: 0,
    status: 'start',
    class: writeClass(
      testSealer(),
      newSessionClass({ planId: 999, termsVersion: '1', loginBy: null, voucherId: null }),
    ),
  });
  expect(
    await site.database.db.hotspotSession.findFirst({ where: { callingStationId: site.mac } }),
  ).toMatchObject({
    planId: null,
  });
});

test('a record that says nothing is answered, since the router would send it for ever', async () => {
  site.access.clock.at = T0;
  const packet = buildRequest(site.router.secret, [text(Attr.nasIdentifier, site.router.nasIdentifier)], {
    code: 4,
  });
  await site.client.ask(packet, site.access.acctPort);
  expect(await sessions()).toEqual([]);
});

test('a router restarted: its sessions end then, those of others and later ones go on', async () => {
  await say({ at: 0, status: 'start' });
  await say({ at: 0, status: 'start', as: site.other });
  await say({ at: 0, status: 'start', session: '80a00009', as: site.router });
  await site.access.app.access.closeSessionsOf(site.router.id, after(500));
  await say({ at: 600, status: 'start', session: '90a00001' });
  site.access.bus.emit('router:restarted', site.router.id, after(550));
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
  site.access.bus.emit('router:restarted', site.router.id, after(90));
  await expect.poll(sessions).toMatchObject([{ stop: 90, cause: 'Presumed-Reboot' }]);
});

test('a session without a word for 15 minutes ends at its last word', async () => {
  await say({ at: 0, status: 'start' });
  await say({ at: 300, status: 'interim', seconds: 300 });
  await closeSilentSessions(site.database.db, after(1_200));
  expect(await sessions()).toMatchObject([{ stop: null }]);
  await closeSilentSessions(site.database.db, after(1_201));
  expect(await sessions()).toMatchObject([{ stop: 300, cause: 'Presumed-Lost' }]);
});

test('the database is gone: silence, never an answer for what is not kept; it heals, and the router’s next try is kept', async () => {
  const name = new URL(site.database.url).pathname.slice(1);
  const admin = new URL(site.database.url);
  admin.pathname = '/postgres';
  const server = new pg.Client({ connectionString: admin.toString() });
  await server.connect();
  const packet = recordOf({ at: 0, status: 'start' });
  site.access.clock.at = T0;
  try {
    await server.query(`alter database ${name} with allow_connections false`);
    await server.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await expect(site.client.ask(packet, site.access.acctPort, 700)).rejects.toThrow();
  } finally {
    await server.query(`alter database ${name} with allow_connections true`);
    await server.end();
  }
  await site.client.ask(packet, site.access.acctPort);
  expect(await sessions()).toHaveLength(1);
});
