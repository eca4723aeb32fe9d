import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { RouterId } from '#contract/names.ts';
import { type Role, roles, verbs } from '#contract/staff.ts';
import type { App } from '../platform/http.ts';
import { guardRoutes, mustHaveRight, villagesOf } from './guard.ts';
import { may } from './may.ts';
import { makeVillages, testOps } from './testing.ts';

const HERS = '16.10.06.2021';
const OTHER = '16.10.01.2005';

const pathOf = (verb: string) => verb.replace(':', '-');

/** A route for each verb, with and without a router. */
const everyVerb = async (fastify: unknown) => {
  const app = fastify as App;
  for (const verb of verbs) {
    const path = `/api/try/${pathOf(verb)}`;
    app.get(path, { config: { verb } }, (request) => ({ villages: villagesOf(request) }));
    const params = z.object({ id: RouterId });
    app.get(`${path}/:id`, { config: { verb, router: true }, schema: { params } }, () => ({}));
  }
  app.get('/api/try/by-hand/:village', { config: { verb: 'announcement:write' } }, (request) => {
    mustHaveRight(request, 'announcement:write', (request.params as { village: string }).village);
    return {};
  });
};

async function makeRouter(ops: { db: App['db'] }, name: string, villageCode: string, removed = false) {
  const plan = await ops.db.servicePlan.findFirstOrThrow();
  const bytes = new Uint8Array([0]);
  const { id } = await ops.db.router.create({
    data: {
      villageCode,
      name,
      host: '127.0.0.1',
      port: 1,
      username: 'm',
      passwordSealed: bytes,
      uplink: 'lte',
      nasIdentifier: name,
      radiusSecretSealed: bytes,
      portalKey: name,
      servicePlanId: plan.id,
      inServiceSince: new Date(),
      removedAt: removed ? new Date() : null,
    },
  });
  return id;
}

test('a route below /api that names no verb, or a router without its id, stops the start', () => {
  const app = Fastify() as unknown as App;
  guardRoutes(app);
  const route = (url: string, config?: object) => () => app.get(url, { ...(config && { config }) }, () => '');
  expect(route('/api/forgotten')).toThrow('GET /api/forgotten does not name its verb');
  expect(route('/api/things', { verb: 'status:read', router: true })).toThrow(':id');
  expect(route('/api/things/:id', { verb: 'public', router: true })).toThrow('right');
  expect(route('/healthz')).not.toThrow();
  expect(route('/apiary')).not.toThrow();
  expect(route('/api/open', { verb: 'public' })).not.toThrow();
});

test('every role has by API just the rights of the table, for routers of her villages and of others', async () => {
  await using ops = await testOps([everyVerb]);
  await makeVillages(ops.db, [HERS, OTHER]);
  const hers = await makeRouter(ops, 'hers', HERS);
  const other = await makeRouter(ops, 'other', OTHER);
  for (const role of roles) {
    const ask = await ops.as(role, role, [HERS]);
    const status = async (path: string) => (await ask('GET', `/api/try/${path}`)).status;
    for (const verb of verbs) {
      const person = { role, villages: [HERS] };
      const expected = [null, HERS, OTHER].map((village) => (may(person, verb, village) ? 200 : 403));
      const got = [
        await status(pathOf(verb)),
        await status(`${pathOf(verb)}/${hers}`),
        await status(`${pathOf(verb)}/${other}`),
      ];
      expect([role, verb, ...got]).toEqual([role, verb, ...expected]);
    }
  }
});

test('nobody gets in without a session, and an unknown or removed router is not found', async () => {
  await using ops = await testOps([everyVerb]);
  await makeVillages(ops.db, [HERS]);
  const hers = await makeRouter(ops, 'hers', HERS);
  const gone = await makeRouter(ops, 'gone', HERS, true);
  const nobody = await ops.ask('GET', `/api/try/status-read/${hers}`);
  expect([nobody.status, nobody.body.code]).toEqual([401, 'not-signed-in']);
  const forged = { headers: { cookie: `sid=${'A'.repeat(43)}` } };
  expect((await ops.ask('GET', '/api/try/status-read', forged)).status).toBe(401);
  const ask = await ops.as('teknisi', 'technician', [HERS]);
  const status = async (id: string | number) => (await ask('GET', `/api/try/status-read/${id}`)).status;
  expect(await status(hers)).toBe(200);
  for (const id of [gone, 999_999, 99_999_999_999, 0, -1, 'x', '1.5', '']) expect(await status(id)).toBe(404);
  // Read the same way by right and by handler: no spelling leads to another's router.
  expect(await status(`0x${hers.toString(16)}`)).toBe(200);
});

test.each<[Role, string[], string[] | null, number]>([
  ['editor', [HERS], [HERS], 200],
  ['editor', [], [], 403],
  ['technician', [HERS], [HERS], 403],
  ['operator', [HERS], null, 200],
])('%s of %j sees %j, and is answered %i where the handler asks', async (role, villages, sees, status) => {
  await using ops = await testOps([everyVerb]);
  await makeVillages(ops.db, [HERS]);
  const ask = await ops.as(role, role, villages);
  expect((await ask('GET', '/api/try/status-read')).body).toEqual({ villages: sees });
  expect((await ask('GET', `/api/try/by-hand/${HERS}`)).status).toBe(status);
});
