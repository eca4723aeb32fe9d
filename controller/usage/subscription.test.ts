import { expect, test } from 'vitest';
import { testDatabase } from '../platform/testing.ts';
import { isBillDue, isQuotaNear, monthStart, quotaDetail } from './subscription.ts';
import { tendSubscriptions } from './subscription-chores.ts';

const at = (text: string) => Date.parse(text);

test.each<[why: string, paidUntil: string | null, now: string, due: boolean]>([
  ['no date is known', null, '2026-11-25T03:00:00Z', false],
  ['eight days before', '2026-12-03', '2026-11-25T03:00:00Z', false],
  ['seven days before', '2026-12-02', '2026-11-25T03:00:00Z', true],
  ['in WIB it is the next day already', '2026-12-03', '2026-11-25T17:00:00Z', true],
  ['the last day', '2026-11-25', '2026-11-25T03:00:00Z', true],
  ['after', '2026-11-01', '2026-11-25T03:00:00Z', true],
])('bill, %s', (_why, paidUntil, now, due) => {
  expect(isBillDue(paidUntil === null ? null : new Date(paidUntil), at(now))).toBe(due);
});

test.each<[why: string, quota: number | null, bytes: number, near: boolean]>([
  ['no quota', null, 1e15, false],
  ['quota of nothing is no quota', 0, 1, false],
  ['79.9 %', 50, 39.95e9, false],
  ['80 %', 50, 40e9, true],
  ['more than all', 50, 60e9, true],
])('quota, %s', (_why, quota, bytes, near) => expect(isQuotaNear(quota, bytes)).toBe(near));

test('a month begins at midnight in WIB', () => {
  expect(new Date(monthStart(at('2026-11-30T16:59:59Z'))).toISOString()).toBe('2026-10-31T17:00:00.000Z');
  expect(new Date(monthStart(at('2026-11-30T17:00:00Z'))).toISOString()).toBe('2026-11-30T17:00:00.000Z');
  expect(quotaDetail(50, 43_260_000_000)).toBe('43.2/50 GB');
});

test('chores open by date and counters, and close by themselves when the date moves and the month turns', async () => {
  await using t = await testDatabase();
  const { db } = t;
  const code = '16.10.06.2021';
  const place = { name: 'Sukamaju', kecamatanCode: '16.10.06', kecamatan: 'Rantau Alai', lat: 0, lng: 0 };
  await db.village.create({ data: { code, ...place } });
  const plan = await db.servicePlan.findFirstOrThrow();
  const bytes = new Uint8Array([0]);
  const { id } = await db.router.create({
    data: {
      villageCode: code,
      name: 'r',
      host: 'h',
      port: 1,
      username: 'u',
      passwordSealed: bytes,
      uplink: 'lte',
      nasIdentifier: 'n',
      radiusSecretSealed: bytes,
      portalKey: 'k',
      servicePlanId: plan.id,
      inServiceSince: new Date('2026-10-01T00:00:00Z'),
      paidUntil: new Date('2026-11-30'),
      dataQuotaGb: 50,
    },
  });
  const hour = (time: string, down: number, up: number) =>
    db.usageHour.create({
      data: { routerId: id, hour: new Date(time), receiveBytes: down, transmitBytes: up },
    });
  await hour('2026-10-31T16:00:00Z', 90e9, 0);
  await hour('2026-11-20T03:00:00Z', 30e9, 9e9);
  const open = async () =>
    (await db.chore.findMany({ where: { until: null }, orderBy: { kind: 'asc' } })).map(
      ({ kind, detail }) => `${kind} ${detail}`,
    );
  expect(await tendSubscriptions(db, new Date('2026-11-22T03:00:00Z'))).toBe(0);
  await hour('2026-11-23T03:00:00Z', 0, 1e9);
  await tendSubscriptions(db, new Date('2026-11-25T03:00:00Z'));
  expect(await open()).toEqual(['data-quota 40.0/50 GB', 'paid-until 2026-11-30']);
  expect(await tendSubscriptions(db, new Date('2026-11-25T03:10:00Z'))).toBe(0);
  await db.router.update({ where: { id }, data: { paidUntil: new Date('2026-12-31') } });
  await tendSubscriptions(db, new Date('2026-11-25T03:20:00Z'));
  expect(await open()).toEqual(['data-quota 40.0/50 GB']);
  await tendSubscriptions(db, new Date('2026-11-30T17:00:00Z'));
  expect(await open()).toEqual([]);
});
