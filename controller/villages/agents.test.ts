import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { testOps } from '../staff/testing.ts';
import villages from './index.ts';

const HEADER =
  'village_code,router_name,host,port,tls,username,password,uplink,via,action_username,action_password';
const lines = ['sukamaju', 'parit'].map(
  (name) =>
    `16.10.06.2021,${name},${name}.lan,8728,yes,sd-monitor,sandi-${name},vsat,hub,sd-tech,aksi-${name}`,
);

async function programme() {
  const ops = await testOps([villages]);
  const admin = await ops.as('admin', 'admin');
  const payload = [HEADER, ...lines].join('\n');
  await admin('POST', '/api/routers/import', { raw: { type: 'text/csv', payload } });
  const routers = await ops.db.router.findMany({ orderBy: { id: 'asc' } });
  return Object.assign(ops, { admin, ids: routers.map((router) => router.id) });
}

test('a token is shown once, kept as its hash, and opens nothing once it is revoked', async () => {
  await using ops = await programme();
  const made = await ops.admin('POST', '/api/agents', { body: { name: 'kecamatan' } });
  const { id, token } = made.body;
  expect([made.status, token]).toEqual([201, expect.stringMatching(/^sda_[A-Za-z0-9_-]{43}$/)]);
  const row = await ops.db.agent.findUniqueOrThrow({ where: { id } });
  expect(Buffer.from(row.tokenHash)).toEqual(createHash('sha256').update(token).digest());
  const listed = await ops.admin('GET', '/api/agents');
  expect(listed.body).toEqual([
    {
      id,
      name: 'kecamatan',
      createdAt: ops.clock.now.toISOString(),
      revokedAt: null,
      lastSeenAt: null,
      routers: 0,
      backlog: null,
      offsetMs: null,
    },
  ]);
  expect(await ops.app.villages.agentByToken(token)).toEqual({ id, name: 'kecamatan' });
  for (const wrong of [`${token}x`, token.slice(0, -1), '', `sda_${'A'.repeat(43)}`])
    expect(await ops.app.villages.agentByToken(wrong)).toBeNull();
  expect((await ops.admin('POST', '/api/agents', { body: { name: 'kecamatan' } })).status).toBe(409);
  await ops.admin('PUT', `/api/routers/${ops.ids[0]}/agent`, { body: { agentId: id } });
  expect((await ops.admin('DELETE', `/api/agents/${id}`)).status).toBe(204);
  expect(await ops.app.villages.agentByToken(token)).toBeNull();
  expect((await ops.app.villages.entryOf(ops.ids[0]!))?.agent).toBeNull();
  expect((await ops.admin('DELETE', '/api/agents/999')).status).toBe(404);
  const operator = await ops.as('operator', 'operator');
  expect((await operator('GET', '/api/agents')).status).toBe(403);
  const refused = await ops.admin('PUT', `/api/routers/${ops.ids[0]}/agent`, { body: { agentId: id } });
  expect([refused.status, refused.body.fields]).toEqual([400, { agentId: 'unknown-agent' }]);
  const acts = await ops.db.auditEntry.findMany({ orderBy: { id: 'asc' } });
  expect(acts.map((one) => one.act).filter((act) => /agent|lease/.test(act))).toEqual([
    'agent:create',
    'router:lease',
    'agent:revoke',
  ]);
});

test('an agent is given its routers with their secrets, and a version that changes with anything in them', async () => {
  await using ops = await programme();
  const { id } = (await ops.admin('POST', '/api/agents', { body: { name: 'kecamatan' } })).body;
  const other = (await ops.admin('POST', '/api/agents', { body: { name: 'lain' } })).body;
  const [first, second] = ops.ids;
  const targets = () => ops.app.villages.targetsOf(id);
  const empty = await targets();
  expect(empty.routers).toEqual([]);
  const lease = (router: number | undefined, agentId: number | null) =>
    ops.admin('PUT', `/api/routers/${router}/agent`, { body: { agentId } });
  await lease(first, id);
  const one = await targets();
  expect(one.routers).toEqual([
    {
      id: first,
      name: 'sukamaju',
      host: 'sukamaju.lan',
      port: 8728,
      tls: true,
      username: 'sd-monitor',
      password: 'sandi-sukamaju',
      action: { username: 'sd-tech', password: 'aksi-sukamaju' },
      uplink: 'vsat',
      via: 'hub',
      intervalMs: 30_000,
      certificate: null,
      deadlineMs: 10_000,
    },
  ]);
  expect(await targets()).toBe(one);

  const seen = new Set([empty.version, one.version]);
  const changes: [string, () => Promise<unknown>][] = [
    ['another router', () => lease(second, id)],
    ['a password', () => ops.admin('PATCH', `/api/routers/${first}`, { body: { password: 'baru' } })],
    ['an action account', () => ops.admin('PATCH', `/api/routers/${first}`, { body: { action: null } })],
    ['a host', () => ops.admin('PATCH', `/api/routers/${first}`, { body: { host: 'baru.lan' } })],
    ['an interval', () => ops.admin('PUT', '/api/service-plans/desa', { body: { lookIntervalMs: 20_000 } })],
    ['a lease that moves', () => lease(second, other.id)],
    ['a router that is gone', () => ops.admin('DELETE', `/api/routers/${first}`)],
  ];
  for (const [what, change] of changes) {
    await change();
    const { version } = await targets();
    // With no router left it is the empty version again.
    expect([what, seen.has(version)]).toEqual([what, what === 'a router that is gone']);
    seen.add(version);
  }
  expect((await ops.app.villages.targetsOf(other.id)).routers.map((router) => router.name)).toEqual([
    'parit',
  ]);
  const { version } = await ops.app.villages.targetsOf(other.id);
  await ops.db.router.updateMany({ data: { board: 'hAP', identity: 'x' } });
  await ops.admin('PATCH', `/api/routers/${second}`, { body: { contact: null } });
  expect((await ops.app.villages.targetsOf(other.id)).version).toBe(version);
});
