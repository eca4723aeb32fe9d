import cookie from '@fastify/cookie';
import Fastify, { type FastifyPluginAsync, type LightMyRequestResponse } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { Registry } from 'prom-client';
import type { Role } from '#contract/staff.ts';
import { createBus } from '../platform/bus.ts';
import { readConfig } from '../platform/config.ts';
import type { Db } from '../platform/db.ts';
import type { Foundation } from '../platform/decorations.ts';
import { type App, speakZod } from '../platform/http.ts';
import { createLive } from '../platform/live.ts';
import { sealerOf } from '../platform/seal.ts';
import { testDatabase } from '../platform/testing.ts';
import staff, { setUpLink } from './index.ts';
import { hashPassword } from './password.ts';

export const PASSWORD = 'kopi-pahit-sekali';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export interface AskOptions {
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: { readonly type: string; readonly payload: string | Buffer };
  readonly headers?: Record<string, string>;
}
/** One request; the answer's JSON beside its status. */
export type Ask = (
  method: Method,
  url: string,
  options?: AskOptions,
) => Promise<{ status: number; body: ReturnType<typeof JSON.parse>; response: LightMyRequestResponse }>;

export interface TestOps extends AsyncDisposable {
  readonly app: App;
  readonly db: Db;
  readonly url: string;
  /** The controller's clock; set `now` to move it. */
  readonly clock: { now: Date };
  /** Nobody. */
  readonly ask: Ask;
  /** Makes the person where she is missing, and signs her in. */
  as(name: string, role: Role, villages?: readonly string[] | null): Promise<Ask>;
}

/** The ops listener with `staff` and these capabilities on a database of its own. */
export async function testOps(
  plugins: readonly FastifyPluginAsync[] = [],
  before: (app: App) => void = () => {},
): Promise<TestOps> {
  const database = await testDatabase();
  const clock = { now: new Date('2026-11-25T03:00:00.000Z') };
  const foundation: Foundation = {
    config: readConfig({}),
    db: database.db,
    sealer: sealerOf(new Uint8Array(32).fill(7)),
    bus: createBus(),
    live: createLive({ allowsOrigin: () => true }),
    metrics: new Registry(),
    clock: () => clock.now,
  };
  const app = Fastify({ trustProxy: '127.0.0.1' }).withTypeProvider<ZodTypeProvider>() as App;
  for (const [name, value] of Object.entries(foundation)) app.decorate(name as 'db', value as Db);
  speakZod(app);
  before(app);
  await app.register(cookie);
  for (const plugin of [staff, ...plugins]) await app.register(plugin);
  foundation.live.attach(app.server, {
    watcherOf: (header) => app.staff.watcherOf(header),
    snapshot: async () => ({ serverNow: clock.now.toISOString(), routers: [], notices: [] }),
    agentOf: async () => null,
  });
  app.addHook('preClose', () => foundation.live.close());
  await app.ready();

  const asker =
    (cookies: string): Ask =>
    async (method, url, { body, raw, headers } = {}) => {
      const payload = raw?.payload ?? (body === undefined ? undefined : JSON.stringify(body));
      const response = await app.inject({
        method,
        url,
        headers: {
          ...(cookies ? { cookie: cookies } : {}),
          ...(payload === undefined ? {} : { 'content-type': raw?.type ?? 'application/json' }),
          ...headers,
        },
        ...(payload === undefined ? {} : { payload }),
      });
      const isJson = /json/.test(String(response.headers['content-type']));
      return { status: response.statusCode, body: isJson ? response.json() : response.body, response };
    };

  return {
    app,
    db: database.db,
    url: database.url,
    clock,
    ask: asker(''),
    async as(name, role, villages = null) {
      const known = await database.db.staff.count({ where: { name } });
      if (known === 0) {
        await database.db.staff.create({
          data: {
            name,
            role,
            passwordHash: await hashPassword(PASSWORD),
            villages: { create: (villages ?? []).map((villageCode) => ({ villageCode })) },
          },
        });
      }
      const { response } = await asker('')('POST', '/api/session', { body: { name, password: PASSWORD } });
      return asker(cookieOf(response));
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** What a browser would send back. */
export const cookieOf = (response: LightMyRequestResponse): string =>
  response.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

export { setUpLink };

/** Villages that tests speak of. */
export async function makeVillages(db: Db, codes: readonly string[]): Promise<void> {
  await db.village.createMany({
    data: codes.map((code) => ({
      code,
      name: `Desa ${code}`,
      kecamatanCode: code.slice(0, 8),
      kecamatan: `Kecamatan ${code.slice(0, 8)}`,
      lat: -3.4,
      lng: 104.7,
    })),
    skipDuplicates: true,
  });
}
