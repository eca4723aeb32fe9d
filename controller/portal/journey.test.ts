import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Fleet, type SimRouter, startFleet } from '../../agents/simulator/index.ts';
import {
  type AccessApp,
  accessApp,
  addTestRouter,
  routerKnown,
  type TestRouter,
  testSealer,
} from '../access/testing.ts';
import { readConfig } from '../platform/config.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { type ListeningPortal, listenPortal, routerPages } from './index.ts';
import { TERMS_VERSION } from './notice.ts';
import { fieldsOf, testAnnouncement, testReports } from './testing.ts';
import { follow, refreshOf, visit } from './testing-browser.ts';

const PROBE = 'http://connectivitycheck.gstatic.com/generate_204';
let database: TestDatabase;
let access: AccessApp;
let portal: ListeningPortal;
let fleet: Fleet;
const routers: TestRouter[] = [];

/** Two villages: a router that signs, and one of 6.49, which is known by its tunnel address alone. */
beforeAll(async () => {
  database = await testDatabase();
  access = await accessApp(database.db);
  const { app, sealer } = access;
  portal = await listenPortal(
    {
      access: app.access,
      announcements: { shownIn: async () => [testAnnouncement()], picture: async () => null },
      residentReports: testReports(database.db),
      clock: () => new Date(),
      config: readConfig({}),
      db: database.db,
      log: app.log,
      sealer,
    },
    { port: 0, host: '127.0.0.1' },
  );
  fleet = await startFleet({
    routers: 2,
    version: (i) => (i === 1 ? '7.20' : '6.49.10'),
    residents: 0,
    links: false,
    past: false,
    ntpSeconds: 0,
  });
  for (const router of fleet.routers) routers.push(await setUp(router));
  await routerKnown(access, routers[0]!);
}, 60_000);

afterAll(async () => {
  await fleet?.[Symbol.asyncDispose]();
  await portal?.close();
  await access?.[Symbol.asyncDispose]();
  await database?.[Symbol.asyncDispose]();
});

/** Row and router know each other, as after the import and an installer's work. */
async function setUp(sim: SimRouter): Promise<TestRouter> {
  const profile = sim.rows('/ip/hotspot/profile').find((row) => row['dns-name']);
  const router = await addTestRouter(database.db, testSealer(), {
    simulated: true,
    routerosVersion: sim.version,
    tunnelAddress: sim.version.startsWith('6') ? sim.tunnelAddress : undefined,
    loginHosts: [profile?.['dns-name'] ?? '', profile?.['hotspot-address'] ?? ''].filter(Boolean),
  });
  sim.set({ name: router.nasIdentifier });
  sim.add('/radius', {
    service: 'hotspot',
    address: '127.0.0.1',
    secret: router.secret.toString(),
    'authentication-port': String(access.authPort),
    'accounting-port': String(access.acctPort),
    timeout: '3s',
    'src-address': sim.version.startsWith('6') ? sim.tunnelAddress : '0.0.0.0',
    protocol: 'udp',
  });
  const pages = routerPages({ portalOrigin: portal.origin, portalKey: router.portalKey });
  for (const [name, contents] of Object.entries(pages)) sim.writeFile(`flash/sinyal/${name}`, contents);
  sim.change('/ip/hotspot/profile', {
    'use-radius': 'true',
    'radius-accounting': 'true',
    'radius-interim-update': 'received',
    'login-by': 'http-pap,mac,trial',
    'html-directory-override': 'flash/sinyal',
  });
  return router;
}

test.each([0, 1])(
  'router %i: probe → portal → button → router → RADIUS → welcome; then again without a tap',
  async (i) => {
    const sim = fleet.routers[i]!;
    await using phone = await sim.phone();
    const captured = await visit(PROBE, { through: phone.port });
    expect(captured.status).toBe(302);
    const front = await visit(captured.location!);
    expect(front.url).toMatch(new RegExp(`^${portal.origin}/p/${routers[i]!.portalKey}\\?mac=`));
    expect(front.body).toContain('Pasar murah');
    expect(front.body).not.toContain('role="alert"');

    const started = sim.next('session-start');
    const way = await follow(
      await visit(`${portal.origin}/p/${routers[i]!.portalKey}/masuk`, { form: fieldsOf(front.body) }),
    );
    expect(way.map(({ status }) => status)).toEqual([303, 302, 200]);
    expect(way[1]!.url).toMatch(new RegExp(`^${phone.url}/login\\?username=`));
    expect(way[2]!.body).toContain('Ponsel sudah tersambung');
    expect(way[2]!.body).toContain('Sisa hari ini: 4 jam atau 2 GB.');
    expect(await started).toMatchObject({ mac: phone.mac, by: 'http-pap' });
    expect(phone.online).toBe(true);
    expect((await visit(PROBE, { through: phone.port })).status).toBe(204);

    await expect
      .poll(() => database.db.hotspotSession.findFirst({ where: { callingStationId: phone.mac } }))
      .toMatchObject({
        routerId: routers[i]!.id,
        planId: 1,
        termsVersion: TERMS_VERSION,
        acctStopTime: null,
      });
    const row = await database.db.router.findUniqueOrThrow({ where: { id: routers[i]!.id } });
    expect(row.radiusSigned).toBe(i === 0);

    // It logs out, leaves and comes back: let in by its address alone, no page in between.
    const stopped = sim.next('session-stop');
    await visit(`${phone.url}/logout`);
    await stopped;
    await expect
      .poll(() =>
        database.db.hotspotSession.count({
          where: { callingStationId: phone.mac, acctStopTime: { not: null } },
        }),
      )
      .toBe(1);
    phone.disconnect();
    expect(await phone.associate()).toBe(true);
    expect(phone.loginBy).toBe('mac');
  },
);

test('a phone that moves to the next village is let in there without a tap', async () => {
  const phone = await fleet.routers[0]!.phone();
  const front = await visit((await visit(PROBE, { through: phone.port })).location!);
  await follow(
    await visit(new URL(`/p/${routers[0]!.portalKey}/masuk`, portal.origin).href, {
      form: fieldsOf(front.body),
    }),
  );
  expect(phone.online).toBe(true);
  await using moved = await phone.roam(fleet.routers[1]!);
  expect(await moved.associate()).toBe(true);
  expect(moved.loginBy).toBe('mac');
});

test('the address with the ticket, opened by another phone, gets nobody in; the portal says why in plain words', async () => {
  const [sim, router] = [fleet.routers[0]!, routers[0]!];
  await using phone = await sim.phone();
  await using thief = await sim.phone();
  const front = await visit((await visit(PROBE, { through: phone.port })).location!);
  const sent = await visit(`${portal.origin}/p/${router.portalKey}/masuk`, { form: fieldsOf(front.body) });
  const stolen = sent.location!.replace(phone.url, thief.url);
  const refused = await visit(stolen);
  expect(thief.online).toBe(false);
  const again = await visit(refreshOf(refused)!);
  expect(again.body).toContain('Alamat ponsel berubah');
  // It was not used by that: its owner still gets in, once.
  await follow(sent);
  expect(phone.online).toBe(true);
  await visit(`${phone.url}/logout`);
  const replayed = await visit(sent.location!);
  expect(phone.online).toBe(false);
  expect((await visit(refreshOf(replayed)!)).body).toContain('Tekan tombol sekali lagi');
});

test('a quota that is used up is said on the portal', async () => {
  const [sim, router] = [fleet.routers[1]!, routers[1]!];
  await using phone = await sim.phone();
  await database.db.hotspotSession.create({
    data: {
      routerId: router.id,
      acctUniqueId: phone.mac,
      acctSessionId: 'x',
      userName: phone.mac,
      callingStationId: phone.mac,
      acctStartTime: new Date(),
      acctUpdateTime: new Date(),
      acctStopTime: new Date(),
      acctSessionTime: 240n * 60n,
    },
  });
  const front = await visit((await visit(PROBE, { through: phone.port })).location!);
  const way = await follow(
    await visit(`${portal.origin}/p/${router.portalKey}/masuk`, { form: fieldsOf(front.body) }),
  );
  expect(phone.online).toBe(false);
  expect((await visit(refreshOf(way.at(-1)!)!)).body).toContain(
    'Jatah ponsel ini untuk hari ini sudah habis',
  );
});
