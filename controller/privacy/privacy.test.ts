import { expect, test } from 'vitest';
import type { DataAnswer, DataRequest, LegalHold } from '#contract/privacy.ts';
import { addTestRouter, testVillage } from '../access/testing.ts';
import { sealerOf } from '../platform/seal.ts';
import { testDatabase } from '../platform/testing.ts';
import { type TestOps, testOps } from '../staff/testing.ts';
import { countPeople } from '../usage/count-people.ts';
import { deviceHashes } from '../usage/devices.ts';
import villages from '../villages/index.ts';
import privacy from './index.ts';
import { enforceOnce, enforceRetention } from './retention.ts';

const MAC = 'AA:BB:CC:00:11:22';
const DAY = 86_400_000;
const house = () => testOps([villages, privacy]);
const days = (ops: TestOps, count: number) => new Date(ops.clock.now.getTime() + count * DAY);

/** A phone that was online for an hour, so many days ago. */
async function online(ops: TestOps, routerId: number, ago: number, mac = MAC) {
  const start = days(ops, -ago);
  const device = await deviceHashes(ops.db, sealerOf(new Uint8Array(32).fill(7)), () => start).of(mac, start);
  return await ops.db.hotspotSession.create({
    data: {
      routerId,
      acctUniqueId: `u-${mac}-${ago}`,
      acctSessionId: '80000001',
      userName: mac,
      callingStationId: mac,
      framedIpAddress: '10.5.0.7',
      acctStartTime: start,
      acctUpdateTime: new Date(start.getTime() + 3_600_000),
      acctStopTime: new Date(start.getTime() + 3_600_000),
      acctOutputOctets: 5n,
      loginBy: 'tap',
      device,
    },
  });
}

const router = async (ops: TestOps) => (await addTestRouter(ops.db, sealerOf(new Uint8Array(32).fill(7)))).id;

const letter = (ops: TestOps, ago: number) => ({
  letterNumber: 'B/12/XI/2026',
  agency: 'Polres Ogan Ilir',
  villageCode: testVillage.code,
  insideAddress: '10.5.0.7',
  from: days(ops, -ago).toISOString(),
  until: new Date(days(ops, -ago).getTime() + 600_000).toISOString(),
  purpose: 'Penyidikan penipuan daring',
});

test('ninety days later nobody can tell which phone it was, with the key file and the whole database at hand', async () => {
  await using ops = await house();
  const { db, app } = ops;
  const id = await router(ops);
  const { id: session } = await online(ops, id, 0);
  await db.ticket.create({
    data: {
      hash: Buffer.alloc(32, 1),
      routerId: id,
      mac: MAC,
      planId: (await db.plan.findFirstOrThrow()).id,
      termsVersion: '1',
      createdAt: ops.clock.now,
      expiresAt: days(ops, 0.001),
      usedAt: ops.clock.now,
    },
  });
  const hash = (await db.hotspotSession.findUniqueOrThrow({ where: { id: session } })).device!;
  const start = ops.clock.now;
  ops.clock.now = days(ops, 91);
  await countPeople(db, ops.clock.now);
  await enforceRetention(db, ops.clock.now);

  const row = await db.hotspotSession.findUniqueOrThrow({ where: { id: session } });
  expect(row).toMatchObject({
    callingStationId: '',
    userName: '',
    framedIpAddress: null,
    acctOutputOctets: 5n,
    loginBy: 'tap',
  });
  expect(Buffer.from(row.device!).equals(Buffer.from(hash))).toBe(true);
  expect(await deviceHashes(db, app.sealer, () => ops.clock.now).of(MAC, start)).toBeNull();
  expect(await db.ticket.count()).toBe(0);
  const all = await db.$queryRaw<{ text: string }[]>`
    select (select json_agg(s)::text from hotspot_session s) || coalesce((select json_agg(t)::text from ticket t), '')
      || coalesce((select json_agg(m)::text from remembered_device m), '') || coalesce((select json_agg(a)::text from action a), '') as text`;
  expect(all[0]!.text).not.toContain(MAC);
});

test('who reported is forgotten with the key of the day; what was written goes after ninety days, the report stays', async () => {
  await using ops = await house();
  await router(ops);
  const today = ops.clock.now;
  for (const [number, ago] of [
    ['AAAAAA', 0],
    ['BBBBBB', 1],
    ['CCCCCC', 91],
  ] as const)
    await ops.db.residentReport.create({
      data: {
        number,
        villageCode: testVillage.code,
        kind: 'dead',
        text: 'mati',
        via: 'info',
        reporter: Buffer.alloc(32, 1),
        receivedAt: days(ops, -ago),
        answerDueAt: today,
        closeDueAt: today,
      },
    });
  const day = (ago: number) => new Date(`${days(ops, -ago).toISOString().slice(0, 10)}T00:00:00Z`);
  for (const ago of [0, 1])
    await ops.db.dayKey.create({ data: { day: day(ago), keySealed: Buffer.alloc(1) } });
  await enforceRetention(ops.db, today);
  const rows = await ops.db.residentReport.findMany({ orderBy: { number: 'asc' } });
  expect(rows.map(({ reporter, text }) => [reporter !== null, text])).toEqual([
    [true, 'mati'],
    [false, 'mati'],
    [false, null],
  ]);
  expect((await ops.db.dayKey.findMany()).map((key) => key.day)).toEqual([day(0)]);
});

test('an authority’s letter: asked by one, decided by another, read by these two, each step written down', async () => {
  await using ops = await house();
  await online(ops, await router(ops), 2);
  const [sari, budi, tono] = [
    await ops.as('sari', 'operator'),
    await ops.as('budi', 'operator'),
    await ops.as('tono', 'admin'),
  ];
  const asked = (await sari('POST', '/api/privacy/requests', { body: letter(ops, 2) })).body as DataRequest;
  expect(asked).toMatchObject({ decided: null, mayDecide: false, mayRead: false });
  const url = `/api/privacy/requests/${asked.id}`;
  const approve = { body: { approved: true } };
  expect(await sari('POST', `${url}/decision`, approve)).toMatchObject({
    status: 409,
    body: { code: 'second-person' },
  });
  expect((await sari('GET', `${url}/answer`)).status).toBe(404);
  expect((await budi('POST', `${url}/decision`, approve)).body).toMatchObject({
    decided: { by: 'budi', approved: true },
    mayRead: true,
  });
  expect((await tono('POST', `${url}/decision`, approve)).status).toBe(409);
  const answer = (await sari('GET', `${url}/answer`)).body as DataAnswer;
  expect(answer).toMatchObject({ erased: false, sessions: [{ mac: MAC, loginBy: 'tap' }] });
  expect(answer.sentence).toContain('NAT');
  expect((await tono('GET', `${url}/answer`)).status).toBe(403);
  const acts = await ops.db.auditEntry.findMany({
    where: { act: { startsWith: 'data-request' } },
    orderBy: { id: 'asc' },
  });
  expect(acts.map(({ act, actor }) => `${act} ${actor}`)).toEqual([
    'data-request:ask sari',
    'data-request:approve budi',
    'data-request:read sari',
  ]);
  expect(
    JSON.stringify(acts, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain(MAC);
  const row = await ops.db.dataRequest.findFirstOrThrow();
  expect(Buffer.from(row.answerSealed!).includes(MAC)).toBe(false);
  await expect(
    ops.db.dataRequest.update({ where: { id: asked.id }, data: { decidedById: row.askedById } }),
  ).rejects.toThrow(/data_request_two_people/);

  await enforceRetention(ops.db, days(ops, 364));
  expect((await sari('GET', `${url}/answer`)).status).toBe(200);
  await enforceRetention(ops.db, days(ops, 366));
  expect((await sari('GET', '/api/privacy/requests')).body).toMatchObject([
    { answerErased: true, mayRead: false },
  ]);
});

test('what two people decide at once is decided once', async () => {
  await using ops = await house();
  await router(ops);
  const sari = await ops.as('sari', 'operator');
  const { id } = (await sari('POST', '/api/privacy/requests', { body: letter(ops, 2) })).body as DataRequest;
  const others = [await ops.as('budi', 'operator'), await ops.as('tono', 'admin')];
  const done = await Promise.all(
    others.map((one, index) =>
      one('POST', `/api/privacy/requests/${id}/decision`, { body: { approved: index === 0 } }),
    ),
  );
  expect(done.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test('after ninety days the answer is that it was erased', async () => {
  await using ops = await house();
  await online(ops, await router(ops), 95);
  await enforceRetention(ops.db, ops.clock.now);
  const [sari, budi] = [await ops.as('sari', 'operator'), await ops.as('budi', 'operator')];
  const { id } = (await sari('POST', '/api/privacy/requests', { body: letter(ops, 95) })).body as DataRequest;
  await budi('POST', `/api/privacy/requests/${id}/decision`, { body: { approved: true } });
  expect((await budi('GET', `/api/privacy/requests/${id}/answer`)).body).toMatchObject({
    erased: true,
    sessions: [],
  });
});

test.each([
  [
    'more than a day',
    (body: ReturnType<typeof letter>) => ({
      ...body,
      until: new Date(Date.parse(body.from) + 2 * DAY).toISOString(),
    }),
  ],
  ['a name in place of an address', (body) => ({ ...body, insideAddress: 'budi' })],
  ['a village that is not there', (body) => ({ ...body, villageCode: '99.99.99.9999' })],
  ['without a purpose', (body) => ({ ...body, purpose: '' })],
] as [string, (body: ReturnType<typeof letter>) => object][])(
  'a letter is refused: %s',
  async (_why, change) => {
    await using ops = await house();
    await router(ops);
    const sari = await ops.as('sari', 'operator');
    expect((await sari('POST', '/api/privacy/requests', { body: change(letter(ops, 2)) })).status).toBe(400);
  },
);

test('technicians, editors and viewers neither ask nor look', async () => {
  await using ops = await house();
  for (const role of ['viewer', 'technician', 'editor'] as const) {
    const one = await ops.as(role, role);
    expect((await one('GET', '/api/privacy/requests')).status).toBe(403);
    expect((await one('POST', '/api/privacy/holds', { body: {} })).status).toBe(403);
  }
});

test('a hold that a second person approved keeps sessions of its village and time until it is lifted', async () => {
  await using ops = await house();
  const id = await router(ops);
  await online(ops, id, 100);
  await online(ops, id, 120, 'AA:BB:CC:00:11:33');
  const [sari, budi] = [await ops.as('sari', 'operator'), await ops.as('budi', 'operator')];
  const body = {
    letterNumber: 'B/13/XI/2026',
    agency: 'Kejaksaan Negeri',
    villageCode: testVillage.code,
    from: days(ops, -105).toISOString(),
    until: days(ops, -95).toISOString(),
    reason: 'Bukti perkara penipuan',
  };
  const hold = (await sari('POST', '/api/privacy/holds', { body })).body as LegalHold;
  const url = `/api/privacy/holds/${hold.id}`;
  expect(await sari('POST', `${url}/approve`)).toMatchObject({
    status: 409,
    body: { code: 'second-person' },
  });
  expect(await budi('POST', `${url}/approve`)).toMatchObject({ body: { approved: { by: 'budi' } } });
  const macs = async () =>
    (await ops.db.hotspotSession.findMany({ orderBy: { id: 'asc' } })).map((row) => row.callingStationId);
  await enforceRetention(ops.db, ops.clock.now);
  expect(await macs()).toEqual([MAC, '']);
  await enforceRetention(ops.db, days(ops, 400));
  expect(await macs()).toEqual([MAC]);
  expect((await sari('POST', `${url}/lift`)).status).toBe(200);
  await enforceRetention(ops.db, ops.clock.now);
  expect(await macs()).toEqual(['']);
});

test('of two controllers one enforces', async () => {
  await using t = await testDatabase();
  const now = new Date('2026-11-25T03:00:00.000Z');
  await t.db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('retention'))`;
    expect(await enforceOnce(t.db, now)).toBe(false);
  });
  expect(await enforceOnce(t.db, now)).toBe(true);
});
