import { expect, test } from 'vitest';
import type { RouterEntry } from '#contract/villages.ts';
import { readConfig } from '../platform/config.ts';
import { testOps } from '../staff/testing.ts';
import villages from '../villages/index.ts';
import routerScript from './index.ts';

const SUKAMAJU = '16.10.06.2021';
const FULL = {
  PORTAL_PUBLIC_URL: 'https://wifi.example.go.id',
  WIREGUARD_ENDPOINT: 'hub.example.go.id:13231',
  WIREGUARD_PUBLIC_KEY: `${'H'.repeat(43)}=`,
  SSTP_ENDPOINT: 'hub.example.go.id:443',
  RADIUS_PUBLIC_ADDRESS: '203.0.113.5',
};

/** Two routers behind the hub and one with an address of its own. */
async function programme(env: Record<string, string> = FULL) {
  const ops = await testOps([villages, routerScript], (app) =>
    Object.assign(app, { config: readConfig(env) }),
  );
  const operator = await ops.as('operator', 'operator');
  const line = (name: string, via: string, host: string) =>
    `${SUKAMAJU},${name},${host},8728,false,sd-monitor,sandi-${name},lte,${via},sd-tech,tindakan-${name}`;
  const payload = [
    'village_code,router_name,host,port,tls,username,password,uplink,via,action_username,action_password',
    line('balai', 'hub', '192.0.2.1'),
    line('pasar', 'hub', '10.77.0.2'),
    line('sekolah', 'direct', '192.0.2.3'),
    '',
  ].join('\n');
  await operator('POST', '/api/routers/import?dryRun=false', { raw: { type: 'text/csv', payload } });
  const idOf = async (name: string) => (await ops.db.router.findUniqueOrThrow({ where: { name } })).id;
  return Object.assign(ops, {
    operator,
    idOf,
    print: async (name: string, body: object = {}, who = operator) =>
      await who('POST', `/api/routers/${await idOf(name)}/script`, { body }),
  });
}

test('a script holds what the router needs, is written down, and is kept by nobody', async () => {
  await using ops = await programme();
  const { status, body, response } = await ops.print('sekolah');
  expect([status, body.form, body.undo, body.movedTo]).toEqual([200, 7, false, null]);
  expect(response.headers['cache-control']).toBe('no-store');
  for (const part of ['sandi-sekolah', 'tindakan-sekolah', 'address=203.0.113.5', 'wifi.example.go.id'])
    expect(body.text).toContain(part);
  expect(body.text).not.toContain('wireguard');
  const written = await ops.db.auditEntry.findFirstOrThrow({ where: { act: 'router:script' } });
  expect([written.actor, written.target, written.detail]).toEqual([
    'operator',
    'sekolah',
    { form: 7, undo: false, tunnel: null },
  ]);
});

test('behind the hub a router gets key and address once, and is looked for there', async () => {
  await using ops = await programme();
  const first = (await ops.print('balai')).body;
  // 10.77.0.2 is the host that the file gave to another.
  expect(first.movedTo).toBe('10.77.0.3');
  expect(first.text).toContain('endpoint-address="hub.example.go.id" endpoint-port=13231');
  const again = (await ops.print('balai')).body;
  expect(again).toEqual({ ...first, movedTo: null });
  expect((await ops.print('pasar')).body.movedTo).toBeNull();
  const entries: RouterEntry[] = (await ops.operator('GET', '/api/router-entries')).body;
  expect(entries.map((one) => [one.name, one.host, one.tunnelAddress])).toEqual([
    ['balai', '10.77.0.3', '10.77.0.3'],
    ['pasar', '10.77.0.2', '10.77.0.2'],
    ['sekolah', '192.0.2.3', null],
  ]);
  const row = await ops.db.router.findUniqueOrThrow({ where: { name: 'balai' } });
  expect(Buffer.from(row.tunnelSecretSealed!).toString('latin1')).not.toContain(
    /private-key="([^"]+)"/.exec(first.text)![1],
  );
  expect(first.text).not.toContain(row.tunnelPublicKey);
});

test('the undo names what is taken away, and holds no password', async () => {
  await using ops = await programme();
  const { text } = (await ops.print('balai', { undo: true })).body;
  expect(text).toContain('/interface wireguard remove');
  expect(text).not.toContain('sandi-');
});

test.each<[why: string, missing: string, router: string, form: number]>([
  ['no-portal-url', 'PORTAL_PUBLIC_URL', 'sekolah', 7],
  ['no-wireguard', 'WIREGUARD_PUBLIC_KEY', 'balai', 7],
  ['no-wireguard', 'WIREGUARD_ENDPOINT', 'balai', 7],
  ['no-sstp', 'SSTP_ENDPOINT', 'balai', 6],
  ['no-radius-address', 'RADIUS_PUBLIC_ADDRESS', 'sekolah', 7],
])('%s: without %s there is no script, and nothing is made', async (why, missing, router, form) => {
  const { [missing]: _left, ...rest } = FULL as Record<string, string>;
  await using ops = await programme(rest);
  const { status, body } = await ops.print(router, { form });
  expect([status, body.fields.script]).toEqual([409, why]);
  expect(body.message).toContain(missing);
  expect(await ops.db.router.count({ where: { tunnelKind: { not: null } } })).toBe(0);
  expect(await ops.db.auditEntry.count({ where: { act: 'router:script' } })).toBe(0);
});

test('the form that its router does not speak is refused; unasked, it is the one that it spoke', async () => {
  await using ops = await programme();
  await ops.db.router.update({ where: { name: 'sekolah' }, data: { routerosVersion: '6.49.10' } });
  expect((await ops.print('sekolah', { form: 7 })).body.fields).toEqual({ script: 'other-version' });
  expect((await ops.print('sekolah')).body.form).toBe(6);
  expect((await ops.print('sekolah', { form: 5 })).status).toBe(400);
});

test('only who may change routers is shown it', async () => {
  await using ops = await programme();
  const technician = await ops.as('teknisi', 'technician', [SUKAMAJU]);
  expect((await ops.print('sekolah', {}, technician)).status).toBe(403);
  expect((await ops.print('sekolah', {}, ops.ask)).status).toBe(401);
  expect((await ops.operator('POST', '/api/routers/999/script', { body: {} })).status).toBe(404);
});

test('a router that is taken out of service loses its place in the tunnel', async () => {
  await using ops = await programme();
  await ops.print('balai');
  await ops.operator('DELETE', `/api/routers/${await ops.idOf('balai')}`);
  const row = await ops.db.router.findUniqueOrThrow({ where: { name: 'balai' } });
  expect([row.tunnelKind, row.tunnelSecretSealed, row.tunnelPublicKey, row.tunnelAddress]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
