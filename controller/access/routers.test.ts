import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { startLine } from './delay-proxy.ts';
import { Attr, number, text } from './radius/attributes.ts';
import { Code, type Packet, parsePacket } from './radius/packet.ts';
import { buildRequest, isProved, type RequestOptions, TestClient } from './radius/testing.ts';
import {
  type AccessApp,
  accessApp,
  addTestRouter,
  type RouterWish,
  routerKnown,
  type TestRouter,
  testSealer,
} from './testing.ts';

let database: TestDatabase;
let access: AccessApp;

beforeAll(async () => {
  database = await testDatabase();
  access = await accessApp(database.db);
});
afterAll(async () => {
  await access?.[Symbol.asyncDispose]();
  await database?.[Symbol.asyncDispose]();
});

const newMac = () => `02:${randomBytes(5).toString('hex').match(/../g)!.join(':')}`.toUpperCase();

/** A new router, known to the server. */
async function newRouter(wish: RouterWish = {}): Promise<TestRouter> {
  const router = await addTestRouter(database.db, testSealer(), wish);
  await routerKnown(access, router);
  return router;
}

interface Knock extends RequestOptions {
  /** Loopback address it comes from. */
  from?: string;
  secret?: Buffer;
  identifier?: number;
  name?: string;
  more?: ReturnType<typeof text>[];
}

/** What a login attempt of an unknown phone meets: a code, or silence within 300 ms. */
async function knock(
  router: TestRouter,
  { from = '127.0.0.1', secret = router.secret, name, more = [], ...options }: Knock,
) {
  await using client = await new TestClient().bind(from);
  const mac = newMac();
  const attributes = [
    text(Attr.userName, mac),
    text(Attr.callingStationId, mac),
    text(Attr.nasIdentifier, name ?? router.nasIdentifier),
    ...more,
  ];
  const request = buildRequest(secret, attributes, options);
  const answer = await client.ask(request, access.authPort, 300).catch(() => null);
  if (!answer) return 'silence';
  expect(isProved(answer, request, router.secret)).toBe(true);
  return (parsePacket(answer) as Packet).code;
}

const chores = (routerId: number) =>
  database.db.chore.findMany({ where: { routerId }, select: { kind: true, until: true } });

test('an unsigned login is taken only from the tunnel address of a router that cannot sign', async () => {
  const tunnelAddress = '127.44.9.1';
  const old = await newRouter({ tunnelAddress, routerosVersion: '6.49.10 (long-term)' });
  await database.db.router.update({ where: { id: old.id }, data: { radiusSigned: false } });
  const unsigned = { sign: false } as const;
  expect(await knock(old, { ...unsigned, from: tunnelAddress })).toBe(Code.accessReject);
  expect(await knock(old, unsigned)).toBe('silence');
  expect(await knock(old, { ...unsigned, from: tunnelAddress, more: [text(Attr.proxyState, 'x')] })).toBe(
    'silence',
  );
  const row = () => database.db.router.findUniqueOrThrow({ where: { id: old.id } });
  expect(await row()).toMatchObject({ radiusSigned: false });
  // It signs once (after an upgrade, say): from then on it must.
  expect(await knock(old, { from: tunnelAddress })).toBe(Code.accessReject);
  expect((await row()).radiusSigned).toBe(true);
  expect(await knock(old, { ...unsigned, from: tunnelAddress })).toBe('silence');
  // After a restart too: another process reads it from the database.
  await using restarted = await accessApp(database.db);
  await using client = await new TestClient().bind(tunnelAddress);
  const packet = buildRequest(old.secret, [text(Attr.nasIdentifier, old.nasIdentifier)], unsigned);
  await expect(client.ask(packet, restarted.authPort, 300)).rejects.toThrow();
});

test('a router of 7.15 or newer, or of unknown version, must sign', async () => {
  const known = await newRouter({ tunnelAddress: '127.44.9.2', routerosVersion: '7.20' });
  const unknown = await newRouter({ tunnelAddress: '127.44.9.3' });
  expect(await knock(known, { from: '127.44.9.2', sign: false })).toBe('silence');
  expect(await knock(unknown, { from: '127.44.9.3', sign: false })).toBe('silence');
});

test('the secret of another router proves nothing; it is a chore until the right one comes', async () => {
  const router = await newRouter();
  const other = await newRouter();
  for (let i = 0; i < 3; i += 1) expect(await knock(router, { secret: other.secret })).toBe('silence');
  await expect.poll(() => chores(router.id)).toMatchObject([{ kind: 'radius-secret', until: null }]);
  expect(await chores(other.id)).toEqual([]);
  expect(await knock(router, {})).toBe(Code.accessReject);
  const [chore] = await chores(router.id);
  expect(chore?.until).not.toBeNull();
  const row = await database.db.router.findUniqueOrThrow({ where: { id: router.id } });
  expect(row.radiusProvedAt).not.toBeNull();
});

test('the factory’s name says nothing of who asks: silence, and a chore for the router whose secret it was', async () => {
  const router = await newRouter();
  const other = await newRouter();
  expect(await knock(router, { name: 'MikroTik' })).toBe('silence');
  await expect.poll(() => chores(router.id)).toMatchObject([{ kind: 'factory-identity', until: null }]);
  expect(await chores(other.id)).toEqual([]);
});

test('a router that was added a moment ago is known, one that was removed is a stranger', async () => {
  const router = await newRouter();
  expect(await knock(router, {})).toBe(Code.accessReject);
  await database.db.router.update({ where: { id: router.id }, data: { removedAt: new Date() } });
  access.bus.emit('routers:changed');
  await expect.poll(() => knock(router, {})).toBe('silence');
});

test('a router of a name in other letters is a stranger', async () => {
  const router = await newRouter();
  expect(await knock(router, { name: router.nasIdentifier.toUpperCase() })).toBe('silence');
});

/** mulberry32. */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Asks as RouterOS does: the same packet again after `timeoutMs`, three times at most. */
async function askPatiently(
  client: TestClient,
  packet: Buffer,
  port: number,
  timeoutMs: number,
): Promise<Buffer> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const answer = await client.ask(packet, port, timeoutMs).catch(() => null);
    if (answer) return answer;
  }
  throw new Error('no answer to three attempts');
}

test('twelve routers behind one carrier address with changing ports, 800 ms and 2 % loss away: each has its own sessions', async () => {
  const routers: TestRouter[] = [];
  for (let i = 0; i < 12; i += 1) routers.push(await addTestRouter(database.db, testSealer()));
  access.bus.emit('routers:changed');
  await newRouter();
  const bad = { roundTripMs: 800, loss: 0.02, chance: chanceOf(11), rebindMs: 1_500 };
  await using auth = await startLine({ ...bad, port: access.authPort });
  await using acct = await startLine({ ...bad, port: access.acctPort });
  const logIns = async (router: TestRouter) => {
    await using client = await new TestClient().bind();
    for (let phone = 0; phone < 3; phone += 1) {
      const mac = newMac();
      const { password } = await access.app.access.mintTicket({
        routerId: router.id,
        mac,
        termsVersion: '1',
        form: mac,
      });
      // All routers use the same session ids, as routers do.
      const who = [
        text(Attr.userName, mac),
        text(Attr.callingStationId, mac),
        text(Attr.nasIdentifier, router.nasIdentifier),
        text(Attr.acctSessionId, `8000000${phone}`),
      ];
      const login = buildRequest(router.secret, who, { password });
      const accept = await askPatiently(client, login, auth.port, 3_000);
      expect(isProved(accept, login, router.secret)).toBe(true);
      const { code, attributes } = parsePacket(accept) as Packet;
      expect(code).toBe(Code.accessAccept);
      const sessionClass = attributes.filter(({ type }) => type === Attr.class);
      const start = buildRequest(router.secret, [number(Attr.acctStatusType, 1), ...who, ...sessionClass], {
        code: 4,
      });
      const kept = await askPatiently(client, start, acct.port, 3_000);
      expect(isProved(kept, start, router.secret)).toBe(true);
    }
  };
  await Promise.all(routers.map(logIns));
  const sessions = await database.db.hotspotSession.groupBy({
    by: ['routerId'],
    where: { routerId: { in: routers.map(({ id }) => id) } },
    _count: true,
  });
  expect(sessions.map(({ _count }) => _count)).toEqual(Array.from({ length: 12 }, () => 3));
  expect(auth.lost + acct.lost).toBeGreaterThan(0);
  expect(auth.ports).toBeGreaterThan(12);
}, 60_000);
