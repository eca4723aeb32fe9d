import { createHash, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import fp from 'fastify-plugin';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OnlineSession, VoucherBatch, VoucherEntry, VoucherSheet } from '#contract/access.ts';
import type { App } from '../platform/http.ts';
import { type Ask, makeVillages, type TestOps, testOps } from '../staff/testing.ts';
import access from './index.ts';
import { accessRoutes } from './routes.ts';
import { addTestRouter, testSealer, testVillage } from './testing.ts';

/** Port of a router's `/radius/incoming`. */
const incoming = createSocket('udp4');
let coaPort = 0;
const plugin = fp(async (app) => {
  await app.register(access);
  accessRoutes(app as unknown as App, { coaPort });
});
const other = '16.10.01.2001';
let ops: TestOps;
let operator: Ask;
let editor: Ask;
let technician: Ask;
let routerId: number;

beforeAll(async () => {
  incoming.bind(0, '127.0.0.1');
  await once(incoming, 'listening');
  coaPort = incoming.address().port;
  ops = await testOps([plugin], (app) => {
    const announcements: Pick<App['announcements'], 'warningsSince'> = {
      warningsSince: () => Promise.resolve(false),
    };
    app.decorate('announcements', announcements as App['announcements']);
  });
  routerId = (await addTestRouter(ops.db, testSealer())).id;
  await makeVillages(ops.db, [other]);
  operator = await ops.as('oki', 'operator');
  editor = await ops.as('edi', 'editor', [testVillage.code]);
  technician = await ops.as('tono', 'technician', [other]);
});
afterAll(async () => {
  incoming.close();
  await ops?.[Symbol.asyncDispose]();
});

const plan = {
  name: 'pelajar',
  downloadKbps: 2_000,
  uploadKbps: 500,
  dayMinutes: 120,
  dayBytes: '1073741824',
  idleMinutes: 20,
  fair: { downloadKbps: 256, uploadKbps: 128 },
  rememberDays: 7,
  hours: null,
};
const batch = {
  kind: 'voucher',
  planId: 0,
  count: 5,
  villages: [testVillage.code],
  validMinutes: 120,
  devices: 1,
  usableUntil: null,
  note: 'Rapat desa',
};
const planNamed = async (name: string) => (await ops.db.plan.findUniqueOrThrow({ where: { name } })).id;
const acts = async () => (await ops.db.auditEntry.findMany({ orderBy: { id: 'asc' } })).map(({ act }) => act);

test('plans are added, changed and retired; that of everyone cannot end', async () => {
  expect((await editor('POST', '/api/access/plans', { body: plan })).status).toBe(403);
  const added = await operator('POST', '/api/access/plans', { body: plan });
  expect(added).toMatchObject({ status: 200, body: { ...plan, oneTap: false, retiredAt: null } });
  expect((await operator('POST', '/api/access/plans', { body: plan })).status).toBe(409);
  const { name: _, ...draft } = plan;
  const id = added.body.id as number;
  const body = { ...draft, rememberDays: 15 };
  expect((await operator('PUT', `/api/access/plans/${id}`, { body })).status).toBe(400);
  const without = { ...draft, dayBytes: null };
  expect((await operator('PUT', `/api/access/plans/${id}`, { body: without })).status).toBe(400);
  const changed = await operator('PUT', `/api/access/plans/${id}`, { body: { ...draft, rememberDays: 14 } });
  expect(changed.body).toMatchObject({ name: 'pelajar', rememberDays: 14 });
  expect((await operator('PUT', '/api/access/plans/99999', { body: draft })).status).toBe(404);
  const retired = await operator('POST', `/api/access/plans/${id}/retire`);
  expect(retired.body.retiredAt).not.toBeNull();
  const everyone = await planNamed('umum');
  expect((await operator('POST', `/api/access/plans/${everyone}/retire`)).status).toBe(409);
  expect(
    (await operator('POST', '/api/access/voucher-batches', { body: { ...batch, planId: id } })).status,
  ).toBe(400);
  expect((await editor('GET', '/api/access/plans')).body.at(-1)).toMatchObject({ name: 'pelajar' });
  expect(await acts()).toEqual(expect.arrayContaining(['plan:add', 'plan:change', 'plan:retire']));
});

test('vouchers are issued for one’s own villages, printed, used and revoked', async () => {
  const planId = await planNamed('kantor-desa');
  const issue = (who: Ask, changes: object) =>
    who('POST', '/api/access/voucher-batches', { body: { ...batch, planId, ...changes } });
  expect((await issue(technician, {})).status).toBe(403);
  expect((await issue(editor, { villages: [other] })).status).toBe(403);
  expect((await issue(editor, { villages: [] })).status).toBe(403);
  expect((await issue(operator, { villages: ['16.10.99.2001'] })).status).toBe(400);
  expect((await issue(operator, { count: 501 })).status).toBe(400);
  const issued = (await issue(editor, {})).body as VoucherBatch;
  expect(issued).toMatchObject({ count: 5, used: 0, plan: 'kantor-desa', issuedBy: 'edi', revoked: null });
  const url = `/api/access/voucher-batches/${issued.id}`;
  expect((await technician('GET', url)).status).toBe(404);
  expect((await technician('POST', `${url}/sheet`)).status).toBe(403);

  const { codes } = (await editor('POST', `${url}/sheet`)).body as VoucherSheet;
  expect(new Set(codes.map(({ code }) => code)).size).toBe(5);
  expect(JSON.stringify((await editor('GET', url)).body)).not.toContain(codes[0]!.code);
  const ticket = { routerId, mac: '02:00:00:00:00:01', termsVersion: '1', form: 'f' };
  await expect(ops.app.access.mintTicket({ ...ticket, code: codes[0]!.code })).resolves.toHaveProperty(
    'name',
  );

  const pdf = await editor('POST', `${url}/sheet.pdf`);
  expect(pdf.status).toBe(200);
  expect(pdf.response.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');

  const revoke = (voucherId: number | null) =>
    editor('POST', `${url}/revoke`, { body: { voucherId, reason: 'hilang di jalan' } });
  expect((await revoke(999_999)).status).toBe(404);
  expect((await revoke(codes[0]!.id)).status).toBe(200);
  const states = async () =>
    ((await editor('GET', url)).body.vouchers as VoucherEntry[]).map(({ state }) => state);
  expect(await states()).toEqual(['revoked', 'unused', 'unused', 'unused', 'unused']);
  await expect(ops.app.access.mintTicket({ ...ticket, code: codes[0]!.code })).rejects.toMatchObject({
    why: 'revoked',
  });
  expect(((await editor('POST', `${url}/sheet`)).body as VoucherSheet).codes.length).toBe(4);
  expect((await revoke(null)).body.revoked).toMatchObject({ by: 'edi' });
  expect(new Set(await states())).toEqual(new Set(['revoked']));
  expect((await acts()).filter((act) => act === 'voucher-batch:print').length).toBe(3);
});

test('hours and exceptions decide what residents read', async () => {
  const week = Array.from({ length: 7 }, () => [[300, 1_320]]);
  const set = (body: object) => operator('PUT', '/api/access/hours', { body });
  expect(
    (await editor('PUT', '/api/access/hours', { body: { village: testVillage.code, week } })).status,
  ).toBe(403);
  expect((await set({ village: testVillage.code, week: week.slice(1) })).status).toBe(400);
  expect((await set({ village: testVillage.code, week: [[[600, 300]], ...week.slice(1)] })).status).toBe(400);
  expect((await set({ village: null, week })).status).toBe(204);
  expect((await set({ village: null, week })).status).toBe(204);
  expect((await operator('GET', '/api/access/hours')).body).toMatchObject([{ village: null, week }]);
  const opening = (at: string) => ops.app.access.openingOf(testVillage.code, new Date(at));
  expect(await opening('2026-11-25T16:00:00Z')).toMatchObject({ state: 'closed' });

  const exception = {
    kind: 'election',
    villages: [testVillage.code],
    from: '2026-11-26T00:00:00.000Z',
    until: '2026-11-26T06:00:00.000Z',
    reason: 'Pemungutan suara',
    planIds: [await planNamed('kantor-desa')],
  };
  const add = (changes: object) =>
    operator('POST', '/api/access/exceptions', { body: { ...exception, ...changes } });
  expect((await add({ planIds: [99_999] })).status).toBe(400);
  expect((await add({ until: exception.from })).status).toBe(400);
  const { id } = (await add({})).body as { id: number };
  expect(await opening('2026-11-26T01:00:00Z')).toMatchObject({
    state: 'election',
    reason: 'Pemungutan suara',
    opensAt: new Date('2026-11-26T06:00:00Z'),
  });
  expect((await technician('GET', '/api/access/exceptions')).body).toEqual([]);
  expect((await editor('GET', '/api/access/exceptions')).body.length).toBe(1);
  const withdrawn = await operator('POST', `/api/access/exceptions/${id}/withdraw`);
  expect(withdrawn.body.withdrawn).toMatchObject({ by: 'oki' });
  expect(await opening('2026-11-26T01:00:00Z')).toMatchObject({ state: 'open' });
  expect((await set({ village: null, week: null })).status).toBe(204);
  expect(await opening('2026-11-25T16:00:00Z')).toMatchObject({ state: 'open' });
});

test('office devices are entered by their address, and never named by it in the audit log', async () => {
  const planId = await planNamed('kantor-desa');
  const device = {
    mac: 'aa-bb-cc-dd-ee-0f',
    planId,
    village: testVillage.code,
    label: 'Printer',
    until: null,
  };
  const put = (changes: object) =>
    operator('PUT', '/api/access/office-devices', { body: { ...device, ...changes } });
  expect((await put({ mac: 'aa-bb' })).status).toBe(400);
  expect((await put({})).body).toMatchObject({ mac: 'AA:BB:CC:DD:EE:0F', plan: 'kantor-desa' });
  expect((await put({ label: 'Printer lantai 2' })).status).toBe(200);
  expect((await operator('GET', '/api/access/office-devices')).body).toHaveLength(1);
  expect((await editor('GET', '/api/access/office-devices')).status).toBe(403);
  expect((await operator('DELETE', '/api/access/office-devices/AABBCCDDEE0F')).status).toBe(204);
  expect((await operator('DELETE', '/api/access/office-devices/AABBCCDDEE0F')).status).toBe(404);
  const log = JSON.stringify(await ops.db.auditEntry.findMany(), (_key, value) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
  expect(log).not.toContain('AA:BB:CC:DD:EE:0F');
});

test('sessions are shown to whose villages they are in, without an address', async () => {
  const at = ops.clock.now;
  await ops.db.hotspotSession.create({
    data: {
      routerId,
      acctUniqueId: randomBytes(16).toString('hex'),
      acctSessionId: 'x',
      userName: '02:00:00:00:00:09',
      callingStationId: '02:00:00:00:00:09',
      acctStartTime: at,
      acctUpdateTime: at,
      acctInputOctets: 10n,
      acctOutputOctets: 20n,
      loginBy: 'tap',
    },
  });
  const list = (await editor('GET', '/api/access/sessions')).body as OnlineSession[];
  expect(list).toMatchObject([{ village: testVillage.code, loginBy: 'tap', receiveBytes: '20' }]);
  expect(JSON.stringify(list)).not.toContain('02:00');
  expect((await technician('GET', '/api/access/sessions')).body).toEqual([]);
  expect((await operator('GET', `/api/access/sessions?router=${routerId + 1}`)).body).toEqual([]);
  const viewer = await ops.as('vivi', 'viewer');
  expect((await viewer('GET', '/api/access/sessions')).status).toBe(403);
});

test('a session is ended by its agent, else by RADIUS through the tunnel; its phone is forgotten unless told otherwise', async () => {
  const { db, clock } = ops;
  const mac = '02:00:00:00:00:0A';
  const router = await addTestRouter(db, testSealer());
  const planId = await planNamed('umum');
  const { id } = await db.hotspotSession.create({
    data: {
      routerId: router.id,
      acctUniqueId: randomBytes(16).toString('hex'),
      acctSessionId: '80a00009',
      userName: mac,
      callingStationId: mac,
      framedIpAddress: '10.5.50.9',
      acctStartTime: clock.now,
      acctUpdateTime: clock.now,
    },
  });
  const remembered = { mac, planId, termsVersion: '1', until: new Date(clock.now.getTime() + 1_000) };
  await db.rememberedDevice.create({ data: remembered });
  const end = (onlyThisSession: boolean) =>
    operator('POST', `/api/access/sessions/${id}/disconnect`, {
      body: { reason: 'mengganggu jaringan', onlyThisSession },
    });
  expect((await editor('POST', `/api/access/sessions/${id}/disconnect`, { body: {} })).status).toBe(403);
  expect((await end(true)).body).toEqual({ result: 'no-way', forgotten: false });
  expect(
    (
      await operator('POST', '/api/access/sessions/999999/disconnect', {
        body: { reason: 'tidak ada', onlyThisSession: true },
      })
    ).status,
  ).toBe(404);

  await db.router.update({ where: { id: router.id }, data: { tunnelAddress: '127.0.0.1' } });
  const asked: Buffer[] = [];
  incoming.on('message', (request, from) => {
    asked.push(request);
    const answer = Buffer.concat([Buffer.from([41, request[1]!, 0, 20]), request.subarray(4, 20)]);
    createHash('md5').update(answer).update(router.secret).digest().copy(answer, 4);
    incoming.send(answer, from.port, from.address);
  });
  expect((await end(false)).body).toEqual({ result: 'gone', forgotten: true });
  expect(await db.rememberedDevice.count({ where: { mac } })).toBe(0);
  expect(asked.length).toBe(1);
  expect(asked[0]!.includes(Buffer.from([8, 6, 10, 5, 50, 9]))).toBe(true);

  const agent = await db.agent.create({
    data: {
      name: 'agen',
      tokenHash: new Uint8Array(randomBytes(32)),
      lastSeenAt: clock.now,
      createdAt: clock.now,
    },
  });
  const leased = { agentId: agent.id, actionUsername: 'tech' };
  await db.router.update({ where: { id: router.id }, data: leased });
  ops.app.bus.once('command:queued', async (routerId) => {
    expect(routerId).toBe(router.id);
    const queued = await db.action.findFirstOrThrow({ where: { routerId, kind: 'disconnect' } });
    expect(queued).toMatchObject({ state: 'asked', mac, reason: 'mengganggu jaringan' });
    await db.action.update({ where: { id: queued.id }, data: { state: 'verified', endedAt: clock.now } });
  });
  expect((await end(true)).body).toEqual({ result: 'gone', forgotten: false });
  expect(asked.length).toBe(1);
});
