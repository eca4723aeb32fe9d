import { expect, test } from 'vitest';
import type { PlannedWindow } from '#contract/service-levels.ts';
import { testOps } from '../staff/testing.ts';
import villages from '../villages/index.ts';
import serviceLevels, { calendarIn, contractsOf } from './index.ts';

const NOW = Date.UTC(2026, 10, 25, 3);
const at = (hours: number) => new Date(NOW + hours * 3_600_000).toISOString();
const VILLAGE = '16.10.06.2021';
const works = { kind: 'maintenance', reference: 'WO-7', reason: 'Ganti antena', villages: [VILLAGE] };
const house = () => testOps([villages, serviceLevels]);

test('time entered after it began counts only when a second person approves, and never when it is withdrawn', async () => {
  await using ops = await house();
  const [sari, budi] = [await ops.as('sari', 'operator'), await ops.as('budi', 'operator')];
  const add = async (from: number, until: number) =>
    (await sari('POST', '/api/planned-windows', { body: { ...works, from: at(from), until: at(until) } }))
      .body as PlannedWindow;
  const planned = async () =>
    (await calendarIn(ops.db, new Date(NOW - 86_400_000), new Date(NOW + 86_400_000)))
      .planned(VILLAGE, NOW - 86_400_000, NOW + 86_400_000)
      .map(({ from, to }) => [(from - NOW) / 3_600_000, (to - NOW) / 3_600_000]);

  expect(await add(1, 2)).toMatchObject({ late: false, counts: true, enteredBy: 'sari', overlaps: [] });
  const late = await add(-3, -2);
  expect(late).toMatchObject({ late: true, counts: false, approved: null });
  expect(await planned()).toEqual([[1, 2]]);
  const decide = (who: typeof sari, what: string) => who('POST', `/api/planned-windows/${late.id}/${what}`);
  expect(await decide(sari, 'approve')).toMatchObject({ status: 409, body: { code: 'second-person' } });
  expect(await decide(budi, 'approve')).toMatchObject({
    body: { counts: true, late: true, approved: { by: 'budi' } },
  });
  expect(await planned()).toEqual([
    [-3, -2],
    [1, 2],
  ]);
  expect(await decide(budi, 'withdraw')).toMatchObject({
    body: { counts: false, withdrawn: { by: 'budi' } },
  });
  expect(await decide(budi, 'approve')).toMatchObject({ status: 409, body: { code: 'withdrawn' } });
  expect(await planned()).toEqual([[1, 2]]);
  expect((await sari('GET', '/api/planned-windows')).body).toHaveLength(2);
  expect(await ops.db.auditEntry.count({ where: { act: { startsWith: 'planned-window' } } })).toBe(4);
});

test('overlapping windows are told of, and their time is counted once', async () => {
  await using ops = await house();
  const sari = await ops.as('sari', 'operator');
  const add = async (from: number, until: number, more: object = {}) =>
    (
      await sari('POST', '/api/planned-windows', {
        body: { ...works, from: at(from), until: at(until), ...more },
      })
    ).body as PlannedWindow;
  const first = await add(1, 3);
  expect(await add(2, 4)).toMatchObject({ overlaps: [first.id] });
  expect(await add(3, 5, { villages: ['16.10.01.2005'] })).toMatchObject({ overlaps: [] });
  const calendar = await calendarIn(ops.db, new Date(NOW), new Date(NOW + 86_400_000));
  expect(calendar.planned(VILLAGE, NOW, NOW + 86_400_000)).toEqual([
    { from: NOW + 3_600_000, to: NOW + 4 * 3_600_000 },
  ]);
});

test.each<[why: string, path: string, body: object, status: number, fields: object]>([
  [
    'a decree that ends before it begins',
    '/api/planned-windows',
    { ...works, kind: 'decree', from: at(2), until: at(1) },
    400,
    { until: expect.anything() },
  ],
  [
    'a window of two years',
    '/api/planned-windows',
    { ...works, from: at(0), until: at(24 * 731) },
    400,
    { until: 'longer-than-a-year' },
  ],
  [
    'a village that is not there',
    '/api/planned-windows',
    { ...works, villages: ['16.10.99.9999'], from: at(1), until: at(2) },
    400,
    { villages: 'unknown-village' },
  ],
  [
    'hours that end before they begin',
    '/api/service-hours',
    {
      villages: [],
      validFrom: '2026-11-25',
      reference: 'SK 1',
      week: Array.from({ length: 7 }, () => [600, 540]),
    },
    400,
    expect.anything() as object,
  ],
  [
    'six days',
    '/api/service-hours',
    { villages: [], validFrom: '2026-11-25', reference: 'SK 1', week: Array.from({ length: 6 }, () => null) },
    400,
    { week: expect.anything() },
  ],
  [
    'a contract of a router that is not there',
    '/api/provider-contracts',
    {
      provider: 'Telkom',
      number: 'K-1',
      slaPercent: 99,
      monthlyFeeIdr: 1,
      ruleSet: 'id-rural-1',
      restitution: { kind: 'proportional' },
      routerIds: [77],
      validFrom: '2026-01-01',
      validUntil: null,
    },
    400,
    { routerIds: 'unknown-router' },
  ],
])('%s is refused, with the field at fault', async (_why, path, body, status, fields) => {
  await using ops = await house();
  const sari = await ops.as('sari', 'operator');
  expect(await sari('POST', path, { body })).toMatchObject({ status, body: { code: 'invalid', fields } });
});

test('the first hours may hold from a day that has begun; later ones are announced before theirs begins', async () => {
  await using ops = await house();
  const sari = await ops.as('sari', 'operator');
  const daytime = Array.from({ length: 7 }, () => [300, 1_320]);
  const add = (validFrom: string, more: object = {}) =>
    sari('POST', '/api/service-hours', {
      body: { villages: [], validFrom, reference: 'SK 12/2026', week: daytime, ...more },
    });
  const open = async (from: number, to: number) =>
    (await calendarIn(ops.db, new Date(from), new Date(to)))
      .hours(VILLAGE, from, to)
      .map((one) => (one.to - one.from) / 3_600_000);
  const midnight = NOW - 10 * 3_600_000;
  expect((await add('2026-11-01')).status).toBe(204);
  expect(await open(midnight, midnight + 86_400_000)).toEqual([17]);
  // Today began ten hours ago.
  for (const day of ['2026-11-01', '2026-11-25'])
    expect(
      await add(day, { villages: [VILLAGE], week: Array.from({ length: 7 }, () => null) }),
    ).toMatchObject({
      status: 400,
      body: { fields: { validFrom: 'has-begun' } },
    });
  const closed = { villages: [VILLAGE], week: Array.from({ length: 7 }, () => null) };
  expect((await add('2026-11-26', closed)).status).toBe(204);
  expect(await open(midnight, midnight + 2 * 86_400_000)).toEqual([17]);
  expect((await sari('GET', '/api/service-hours')).body).toMatchObject([
    { validFrom: '2026-11-26', villages: [VILLAGE], enteredBy: 'sari' },
    { validFrom: '2026-11-01', reference: 'SK 12/2026' },
  ]);
});

test('a router is in one contract at a time, and a number is given once', async () => {
  await using ops = await house();
  const sari = await ops.as('sari', 'operator');
  const bytes = new Uint8Array([0]);
  const { id: servicePlanId } = await ops.db.servicePlan.findFirstOrThrow();
  const { id } = await ops.db.router.create({
    data: {
      villageCode: VILLAGE,
      name: 'sukamaju-1',
      host: 'h',
      port: 1,
      username: 'u',
      passwordSealed: bytes,
      uplink: 'lte',
      nasIdentifier: 'n',
      radiusSecretSealed: bytes,
      portalKey: 'k',
      servicePlanId,
      inServiceSince: new Date(NOW),
    },
  });
  const contract = {
    provider: 'Telkom',
    number: 'K-1',
    slaPercent: 99,
    monthlyFeeIdr: 2_500_000,
    ruleSet: 'id-rural-1',
    restitution: { kind: 'proportional' },
    routerIds: [id],
    validFrom: '2026-01-01',
    validUntil: '2026-12-31',
  };
  const add = (more: object) => sari('POST', '/api/provider-contracts', { body: { ...contract, ...more } });
  const { body } = await add({});
  expect(body).toEqual({ id: body.id, ...contract });
  expect(await add({ number: 'K-2' })).toMatchObject({
    status: 409,
    body: { code: 'router-in-two-contracts' },
  });
  expect(await add({ validFrom: '2027-01-01', validUntil: null })).toMatchObject({
    status: 409,
    body: { code: 'number-taken' },
  });
  expect(await add({ number: 'K-2', validFrom: '2027-01-01', validUntil: null })).toMatchObject({
    status: 200,
  });
  expect(await add({ number: 'K-3', ruleSet: 'mine' })).toMatchObject({
    status: 400,
    body: { fields: { ruleSet: 'unknown-rule-set' } },
  });
  const put = await sari('PUT', `/api/provider-contracts/${body.id}`, {
    body: { ...contract, slaPercent: 98 },
  });
  expect(put.body).toMatchObject({ slaPercent: 98 });
  const numbers = async (first: string, last: string) =>
    (await contractsOf(ops.db, { first, last })).map(({ number }) => number);
  expect([await numbers('2026-12-01', '2026-12-31'), await numbers('2027-01-01', '2027-01-31')]).toEqual([
    ['K-1'],
    ['K-2'],
  ]);
});

test('the letterhead has a beginning, and is kept', async () => {
  await using ops = await house();
  const sari = await ops.as('sari', 'operator');
  const { body } = await sari('GET', '/api/letterhead');
  expect(body.lines[0]).toBe('PEMERINTAH KABUPATEN OGAN ILIR');
  // One that was saved before there was a pattern for claims has the usual one.
  const { claimNumberPattern, ...older } = body;
  expect((await sari('PUT', '/api/letterhead', { body: older })).status).toBe(204);
  await ops.db
    .$executeRaw`update office_setting set value = value - 'claimNumberPattern' where key = 'letterhead'`;
  expect((await sari('GET', '/api/letterhead')).body).toEqual({ ...older, claimNumberPattern });
  const next = { ...body, signer: { ...body.signer, name: 'Sari Dewi', nip: '19800101 200501 2 003' } };
  expect((await sari('PUT', '/api/letterhead', { body: next })).status).toBe(204);
  expect((await sari('GET', '/api/letterhead')).body).toEqual(next);
});

test('whoever only reads changes nothing', async () => {
  await using ops = await house();
  const tamu = await ops.as('tamu', 'viewer');
  expect((await tamu('GET', '/api/planned-windows')).status).toBe(200);
  for (const path of ['/api/planned-windows', '/api/service-hours', '/api/provider-contracts'])
    expect((await tamu('POST', path, { body: {} })).status).toBe(403);
  expect((await tamu('PUT', '/api/letterhead', { body: {} })).status).toBe(403);
});
