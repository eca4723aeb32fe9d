import { expect, test } from 'vitest';
import type { RouterEntry } from '#contract/villages.ts';
import { type TestOps, testOps } from '../staff/testing.ts';
import { examples } from './examples.ts';
import villages from './index.ts';
import { villagesOfRegency } from './regency.ts';

const SUKAMAJU = '16.10.06.2021';
const KERINJING = '16.10.03.2018';
const HEADER = 'village_code,router_name,host,port,tls,username,password,uplink';
const csv = (...lines: string[]) => ({
  raw: { type: 'text/csv', payload: [HEADER, ...lines, ''].join('\n') },
});
const line = (name: string, village = SUKAMAJU, password = 'sandi-rahasia', host = `${name}.lan`) =>
  `${village},${name},${host},8728,false,sd-monitor,${password},lte`;

async function programme() {
  const ops = await testOps([villages]);
  return Object.assign(ops, { operator: await ops.as('operator', 'operator') });
}
const importing = (ops: { operator: Awaited<ReturnType<TestOps['as']>> }, ...lines: string[]) =>
  ops.operator('POST', '/api/routers/import?dryRun=false', csv(...lines));

test('every village of the regency is there, and twelve examples of twelve kecamatan among them', async () => {
  await using ops = await programme();
  const listed = (await ops.operator('GET', '/api/villages')).body;
  expect(listed).toHaveLength(241);
  expect(listed).toEqual(villagesOfRegency().toSorted((a, b) => (a.code < b.code ? -1 : 1)));
  expect(examples).toHaveLength(12);
  expect(new Set(examples.map((village) => village.kecamatan)).size).toBe(12);
  expect(new Set(examples.map((village) => village.name)).size).toBe(12);
  expect(examples).toContainEqual({
    code: SUKAMAJU,
    name: 'Sukamaju',
    kecamatanCode: '16.10.06',
    kecamatan: 'Rantau Alai',
    lat: -3.47265,
    lng: 104.73811,
  });
  const own = { name: 'Desa Baru', kecamatan: 'Kecamatan Baru', lat: -3, lng: 104 };
  const put = await ops.operator('PUT', '/api/villages/16.11.01.2001', { body: own });
  expect(put.body).toEqual({ code: '16.11.01.2001', kecamatanCode: '16.11.01', ...own });
  const technician = await ops.as('teknisi', 'technician', [SUKAMAJU]);
  expect((await technician('GET', '/api/villages')).body).toHaveLength(1);
});

test('a dry run says what would be, an import does it, and once more changes nothing', async () => {
  await using ops = await programme();
  let told = 0;
  ops.app.bus.on('routers:changed', () => (told += 1));
  const both = [line('sukamaju'), line('kerinjing', KERINJING)];
  const dry = await ops.operator('POST', '/api/routers/import?dryRun=true', csv(...both));
  const names = ['sukamaju', 'kerinjing'];
  const report = { dryRun: true, stored: false, added: names, changed: [], unchanged: [], faults: [] };
  expect([dry.status, dry.body]).toEqual([200, report]);
  expect([await ops.db.router.count(), told]).toEqual([0, 0]);
  expect((await importing(ops, ...both)).body).toEqual({ ...report, dryRun: false, stored: true });
  expect(told).toBe(1);
  const first = await ops.db.router.findMany({ orderBy: { id: 'asc' } });
  expect((await importing(ops, ...both)).body).toMatchObject({ added: [], changed: [], unchanged: names });
  expect(await ops.db.router.findMany({ orderBy: { id: 'asc' } })).toEqual(first);
  expect(told).toBe(1);
  const changed = await importing(ops, line('sukamaju', SUKAMAJU, 'baru'), line('parit', '16.10.07.2004'));
  expect(changed.body).toMatchObject({ added: ['parit'], changed: ['sukamaju'], unchanged: [] });
  const acts = await ops.db.auditEntry.findMany({ where: { act: 'router:import' }, orderBy: { id: 'asc' } });
  expect(acts.map((act) => act.detail)).toEqual([
    { added: names, changed: [] },
    { added: ['parit'], changed: ['sukamaju'] },
  ]);
});

test('one fault anywhere, and nothing of the file is stored', async () => {
  await using ops = await programme();
  const { status, body } = await importing(ops, line('sukamaju'), line('kerinjing', '99.99.99.9999'));
  expect([status, body.stored]).toEqual([200, false]);
  expect(body.faults).toEqual([
    { line: 3, column: 'village_code', message: 'desa 99.99.99.9999 tidak dikenal' },
  ]);
  expect(await ops.db.router.count()).toBe(0);
  const json = await ops.operator('POST', '/api/routers/import', { body: { file: 'x' } });
  expect(json.status).toBe(415);
  const big = { raw: { type: 'text/csv', payload: 'x'.repeat(1_100_000) } };
  expect((await ops.operator('POST', '/api/routers/import', big)).body.code).toBe('too-large');
  const technician = await ops.as('teknisi', 'technician', [SUKAMAJU]);
  expect((await technician('POST', '/api/routers/import', csv(line('x')))).status).toBe(403);
});

test('secrets are sealed to their router, come out for the agent alone, and are nowhere else', async () => {
  await using ops = await programme();
  await importing(ops, line('sukamaju'), line('kerinjing', KERINJING));
  const rows = await ops.db.router.findMany({ orderBy: { id: 'asc' } });
  const [a, b] = rows;
  expect(Buffer.from(a!.passwordSealed).toString('latin1')).not.toContain('sandi');
  expect(rows.every((row) => /^sd-[a-z2-9]{10}$/.test(row.nasIdentifier))).toBe(true);
  expect(rows.every((row) => row.portalKey.length >= 16)).toBe(true);
  expect(await ops.app.villages.secretOf(a!.id)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  const entries = await ops.operator('GET', '/api/router-entries');
  expect(entries.body).toHaveLength(2);
  expect(entries.response.body).not.toMatch(/sandi|sealed|secret/i);
  expect(JSON.stringify(await ops.db.auditEntry.findMany({ omit: { id: true } }))).not.toContain('sandi');
  await ops.db.router.update({ where: { id: b!.id }, data: { radiusSecretSealed: a!.radiusSecretSealed } });
  await expect(ops.app.villages.secretOf(b!.id)).rejects.toThrow('does not open');
});

test('a router is added, changed and taken out of service by hand; its name keeps its history', async () => {
  await using ops = await programme();
  const body = Object.fromEntries(HEADER.split(',').map((name, i) => [name, line('sukamaju').split(',')[i]]));
  const added = await ops.operator('POST', '/api/routers', { body: { ...body, tls: true, port: 8729 } });
  expect([added.status, added.body]).toMatchObject([
    201,
    { name: 'sukamaju', tls: true, port: 8729, setUp: 'never-seen' },
  ]);
  expect((await ops.operator('POST', '/api/routers', { body })).status).toBe(409);
  const twin = await ops.operator('POST', '/api/routers', {
    body: { ...body, router_name: 'b', port: 8729 },
  });
  expect([twin.status, Object.keys(twin.body.fields)]).toEqual([400, ['host']]);

  const { id } = added.body as RouterEntry;
  const change = (patch: object) => ops.operator('PATCH', `/api/routers/${id}`, { body: patch });
  await ops.operator('PUT', '/api/service-plans/demo', { body: { lookIntervalMs: 10_000, graceMs: 30_000 } });
  const patched = await change({
    tunnelAddress: '127.1.0.1',
    loginOrigin: 'http://10.5.50.1:8081',
    contact: { name: 'Pak Rahmat', phone: '+62 811 7000 100' },
    servicePlan: 'demo',
    simulated: true,
    inServiceSince: '2026-11-24T00:00:00.000Z',
    action: { username: 'sd-tech', password: 'sandi-dua' },
  });
  expect(patched.body).toMatchObject({
    tunnelAddress: '127.1.0.1',
    loginOrigin: 'http://10.5.50.1:8081',
    contact: { name: 'Pak Rahmat', phone: '+62 811 7000 100' },
    servicePlan: 'demo',
    simulated: true,
    inServiceSince: '2026-11-24T00:00:00.000Z',
    hasActionAccount: true,
    port: 8729,
  });
  for (const [field, wrong] of [
    ['servicePlan', 'entah'],
    ['villageCode', '99.99.99.9999'],
    ['inServiceSince', '2027-01-01T00:00:00.000Z'],
    ['loginOrigin', 'http://10.5.50.1/login'],
    ['nasIdentifier', 'MikroTik'],
    ['tunnelAddress', 'rumah'],
    ['name', 'lain'],
  ]) {
    const refused = await change({ [field!]: wrong });
    expect([field, refused.status]).toEqual([field, 400]);
  }
  const act = await ops.db.auditEntry.findFirstOrThrow({ where: { act: 'router:change' } });
  expect(act.detail).toMatchObject({ action: 'changed', servicePlan: 'demo' });

  expect((await ops.operator('DELETE', `/api/routers/${id}`)).status).toBe(204);
  expect((await ops.operator('DELETE', `/api/routers/${id}`)).status).toBe(404);
  expect((await change({ simulated: false })).status).toBe(404);
  expect(await ops.app.villages.entryOf(id)).toBeNull();
  expect(await ops.app.villages.secretOf(id)).toBeNull();
  expect((await ops.operator('GET', '/api/router-entries')).body).toEqual([]);
  const back = await importing(ops, line('sukamaju'));
  expect(back.body).toMatchObject({ added: ['sukamaju'] });
  const again = await ops.app.villages.entryOf(id);
  expect([again?.id, again?.portalPath]).toEqual([id, added.body.portalPath]);
  expect(again?.nasIdentifier).not.toBe(added.body.nasIdentifier);
});

test('routers exchange their NAS-Identifiers in one file', async () => {
  await using ops = await programme();
  const file = (a: string, b: string) => ({
    raw: {
      type: 'text/csv',
      payload: `${HEADER},nas_identifier\n${line('satu')},${a}\n${line('dua')},${b}\n`,
    },
  });
  await ops.operator('POST', '/api/routers/import', file('sd-aaaa', 'sd-bbbb'));
  const swapped = await ops.operator('POST', '/api/routers/import', file('sd-bbbb', 'sd-aaaa'));
  expect(swapped.body).toMatchObject({ stored: true, changed: ['satu', 'dua'] });
  const nas = await ops.db.router.findMany({ orderBy: { id: 'asc' }, select: { nasIdentifier: true } });
  expect(nas.map((one) => one.nasIdentifier)).toEqual(['sd-bbbb', 'sd-aaaa']);
});

test('a router whose secrets were damaged harms no other, and is mended by giving them anew', async () => {
  await using ops = await programme();
  const both = [line('sukamaju'), line('kerinjing', KERINJING)];
  await importing(ops, ...both);
  const agent = await ops.db.agent.create({ data: { name: 'kantor', tokenHash: new Uint8Array([1]) } });
  await ops.db.router.updateMany({ data: { agentId: agent.id } });
  const damaged = { passwordSealed: new Uint8Array(40), radiusSecretSealed: new Uint8Array(40) };
  await ops.db.router.update({ where: { name: 'kerinjing' }, data: damaged });
  const looked = async () =>
    (await ops.app.villages.targetsOf(agent.id)).routers.map((router) => router.name);
  expect(await looked()).toEqual(['sukamaju']);
  const mended = await importing(ops, ...both);
  expect(mended.body).toMatchObject({ changed: ['kerinjing'], unchanged: ['sukamaju'] });
  expect(await looked()).toEqual(['sukamaju', 'kerinjing']);
  const { id } = await ops.db.router.findUniqueOrThrow({ where: { name: 'kerinjing' } });
  expect(await ops.app.villages.secretOf(id)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  await ops.db.router.update({ where: { id }, data: damaged });
  await ops.operator('PATCH', `/api/routers/${id}`, { body: { password: 'baru' } });
  expect(await looked()).toEqual(['sukamaju', 'kerinjing']);
  expect(await ops.app.villages.secretOf(id)).toHaveLength(43);
});

test('a file of two thousand routers is taken in within the time of a request', async () => {
  await using ops = await programme();
  const many = Array.from({ length: 2_000 }, (_, i) => line(`router-${i}`));
  const first = await importing(ops, ...many);
  expect([first.status, first.body.added?.length]).toEqual([200, 2_000]);
  expect((await importing(ops, ...many)).body.unchanged).toHaveLength(2_000);
}, 20_000);

test('two imports at the same moment do not cross', async () => {
  await using ops = await programme();
  const both = await Promise.all([importing(ops, line('sukamaju')), importing(ops, line('sukamaju'))]);
  expect(both.map(({ body }) => body.added.length + body.unchanged.length)).toEqual([1, 1]);
  expect(await ops.db.router.count()).toBe(1);
});

test('a change by another process is noticed too', async () => {
  await using ops = await programme();
  await importing(ops, line('sukamaju'));
  const noticed = new Promise<void>((resolve) => ops.app.bus.once('routers:changed', resolve));
  await ops.db.router.updateMany({ data: { host: 'lain.lan' } });
  await noticed;
  let told = 0;
  ops.app.bus.on('routers:changed', () => (told += 1));
  // What a router says of itself is no change of the inventory.
  await ops.db.router.updateMany({ data: { identity: 'sd-x', board: 'hAP', loginHosts: ['a.lan'] } });
  await ops.operator('PUT', '/api/service-plans/desa', { body: {} });
  expect(told).toBe(0);
});
