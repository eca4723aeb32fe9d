import { randomBytes } from 'node:crypto';
import Fastify from 'fastify';
import { Registry } from 'prom-client';
import { warningsSince } from '../announcements/store.ts';
import { type Bus, createBus } from '../platform/bus.ts';
import type { Db } from '../platform/db.ts';
import type { App } from '../platform/http.ts';
import { type Sealer, sealerOf } from '../platform/seal.ts';
import { secretBinding } from '../villages/secrets.ts';
import access from './index.ts';
import { Attr, text } from './radius/attributes.ts';
import { Code } from './radius/packet.ts';
import { buildRequest, TestClient } from './radius/testing.ts';

export const testVillage = { code: '16.10.04.2012', name: 'Sukamaju' };

export interface TestRouter {
  readonly id: number;
  readonly nasIdentifier: string;
  readonly secret: Buffer;
  readonly portalKey: string;
}

export interface RouterWish {
  readonly nasIdentifier?: string;
  readonly tunnelAddress?: string;
  readonly uplink?: string;
  readonly routerosVersion?: string;
  readonly loginHosts?: string[];
  readonly loginOrigin?: string;
  readonly simulated?: boolean;
}

/** A router of a village, with a secret of its own. */
export async function addTestRouter(
  db: Db,
  sealer: Sealer,
  { nasIdentifier = `sd-${randomBytes(5).toString('hex')}`, ...wish }: RouterWish = {},
): Promise<TestRouter> {
  const { code, name } = testVillage;
  const village = { code, name, kecamatanCode: '16.10.04', kecamatan: 'Indralaya', lat: -3.2, lng: 104.6 };
  await db.village.upsert({ where: { code }, create: village, update: {} });
  const plan = await db.servicePlan.findFirstOrThrow();
  const secret = randomBytes(24).toString('base64url');
  const portalKey = randomBytes(9).toString('base64url');
  const { id } = await db.router.create({
    data: {
      villageCode: code,
      name: nasIdentifier,
      host: '192.0.2.1',
      port: 8728,
      username: 'monitor',
      passwordSealed: Buffer.alloc(1),
      uplink: 'lte',
      nasIdentifier,
      radiusSecretSealed: sealer.seal(secret, secretBinding(nasIdentifier, 'radius-secret')),
      portalKey,
      servicePlanId: plan.id,
      inServiceSince: new Date(0),
      ...wish,
    },
  });
  return { id, nasIdentifier, secret: Buffer.from(secret), portalKey };
}

export interface AccessApp extends AsyncDisposable {
  readonly app: App;
  readonly sealer: Sealer;
  readonly bus: Bus;
  readonly authPort: number;
  readonly acctPort: number;
  /** The clock that the app goes by; `at` moves it. */
  readonly clock: { at: Date | null };
}

export const testSealer = (): Sealer => sealerOf(Buffer.alloc(32, 7));

/** The access plugin with RADIUS on free ports, on the real clock until `clock.at` is set. */
export async function accessApp(db: Db, { address = '127.0.0.1' } = {}): Promise<AccessApp> {
  const clock = { at: null as Date | null };
  const bus = createBus();
  const sealer = testSealer();
  const app = Fastify() as unknown as App;
  app.decorate('db', db);
  app.decorate('sealer', sealer);
  app.decorate('bus', bus);
  app.decorate('clock', () => clock.at ?? new Date());
  app.decorate('metrics', new Registry());
  // What access asks of announcements, and no more.
  const announcements: Pick<App['announcements'], 'warningsSince'> = {
    warningsSince: (village, since, at) => warningsSince(db, village, since, at),
  };
  app.decorate('announcements', announcements as App['announcements']);
  await app.register(access, { rejectDelayMs: 0 });
  await app.ready();
  const ports = await app.access.listen({ address, authPort: 0, acctPort: 0 });
  return {
    app,
    sealer,
    bus,
    clock,
    authPort: ports.authPort,
    acctPort: ports.acctPort,
    [Symbol.asyncDispose]: () => app.close(),
  };
}

/** Tells of a change of the routers, and resolves when this one is known by its name. */
export async function routerKnown(access: AccessApp, { nasIdentifier, secret }: TestRouter): Promise<void> {
  access.bus.emit('routers:changed');
  await using client = await new TestClient().bind();
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const ask = buildRequest(secret, [text(Attr.nasIdentifier, nasIdentifier)], { code: Code.statusServer });
    if (await client.ask(ask, access.authPort, 100).catch(() => null)) return;
  }
  throw new Error(`${nasIdentifier} is still unknown`);
}
