import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { codeHash } from './known-voucher.ts';
import { Attr, numberOnce } from './radius/attributes.ts';
import { testVillage } from './testing.ts';
import { loginsForTests, vendorOf } from './testing-logins.ts';
import { drawCode, printedCode } from './voucher-code.ts';

const site = loginsForTests();
const { logIn } = site;
const at = new Date('2026-11-25T03:00:00Z');
const minutes = (n: number) => new Date(at.getTime() + n * 60_000);

async function makeVoucher(batch: object = {}): Promise<{ code: string; id: number; batchId: number }> {
  const { db } = site.database;
  const plan = await db.plan.findUniqueOrThrow({ where: { name: 'kantor-desa' } });
  const code = drawCode();
  const { id, vouchers } = await db.voucherBatch.create({
    data: {
      kind: 'voucher',
      planId: plan.id,
      validMinutes: 120,
      devices: 1,
      note: 'uji',
      issuedAt: at,
      issuedBy: 'uji',
      ...batch,
      vouchers: {
        create: { codeHash: codeHash(site.access.sealer, code), codeSealed: new Uint8Array(1) },
      },
    },
    include: { vouchers: true },
  });
  return { code: printedCode(code), id: vouchers[0]!.id, batchId: id };
}

const ticketFor = (code?: string, mac = site.mac) =>
  site.access.app.access.mintTicket({
    routerId: site.router.id,
    mac,
    termsVersion: '1',
    form: randomBytes(8).toString('hex'),
    ...(code === undefined ? {} : { code }),
  });
const refused = (why: string) => expect.objectContaining({ name: 'CodeRefused', why });

test('a voucher opens its plan from its first use until its end, by MAC login too', async () => {
  site.access.clock.at = at;
  const { code, id } = await makeVoucher();
  const ticket = await ticketFor(code.toLowerCase().replaceAll('-', ' '));
  const { packet } = await logIn({ password: ticket.password });
  expect(vendorOf(packet).get(8)?.toString()).toBe('5000k/10000k');
  expect(numberOnce(packet, Attr.sessionTimeout)).toBe(7_200);
  const stored = await site.database.db.voucher.findUniqueOrThrow({ where: { id } });
  expect([stored.firstUsedAt, stored.validUntil]).toEqual([at, minutes(120)]);
  site.access.clock.at = minutes(90);
  const again = await logIn({ session: 'v2' });
  expect(numberOnce(again.packet, Attr.sessionTimeout)).toBe(1_800);
  site.access.clock.at = minutes(120);
  expect((await logIn({ session: 'v3' })).code).toBeNull();
  await expect(ticketFor(code)).rejects.toEqual(refused('used-up'));
  // Without the code there is the plan of everyone.
  const plain = await logIn({ session: 'v4', password: (await ticketFor()).password });
  expect(vendorOf(plain.packet).get(8)?.toString()).toBe('1000k/4000k');
});

test('one phone at once with one place; a revoked one lets nobody in', async () => {
  site.access.clock.at = at;
  const { code, id, batchId } = await makeVoucher();
  await logIn({ password: (await ticketFor(code)).password });
  await expect(ticketFor(code, '02:00:00:00:00:01')).rejects.toEqual(refused('too-many-devices'));
  await site.database.db.voucherBatch.update({ where: { id: batchId }, data: { revokedAt: at } });
  expect((await logIn({ session: 'r2' })).code).toBe('SD-REVOKED');
  await expect(ticketFor(code)).rejects.toEqual(refused('revoked'));
  expect(id).toBeGreaterThan(0);
});

test('a place is free again when its phone has gone', async () => {
  site.access.clock.at = at;
  const { code } = await makeVoucher();
  await logIn({ password: (await ticketFor(code)).password });
  site.access.clock.at = minutes(2);
  const other = '02:00:00:00:00:02';
  await expect(ticketFor(code, other)).resolves.toHaveProperty('password');
});

test.each<[why: string, batch: object, refusal: string]>([
  ['of another village', { villages: ['16.10.01.2001'] }, 'other-village'],
  ['past its day', { usableUntil: at }, 'expired'],
])('refused: %s', async (_why, batch, refusal) => {
  site.access.clock.at = at;
  const { code } = await makeVoucher(batch);
  await expect(ticketFor(code)).rejects.toEqual(refused(refusal));
});

test('a voucher of this village opens', async () => {
  site.access.clock.at = at;
  const { code } = await makeVoucher({ villages: [testVillage.code], kind: 'officer', validMinutes: null });
  const { code: outcome } = await logIn({ password: (await ticketFor(code)).password });
  expect(outcome).toBe('joins');
});

test('five wrong codes lock a phone for ten minutes, even for a right one', async () => {
  site.access.clock.at = at;
  const { code } = await makeVoucher();
  for (let i = 0; i < 5; i += 1) await expect(ticketFor('ABC-DEF-GHJ')).rejects.toEqual(refused('unknown'));
  await expect(ticketFor(code)).rejects.toEqual(refused('locked'));
  await expect(ticketFor(code, '02:00:00:00:00:03')).resolves.toHaveProperty('password');
  site.access.clock.at = minutes(10);
  await expect(ticketFor(code)).resolves.toHaveProperty('password');
});

test('a new warning is seen first: MAC login is refused without a word, and holds again after the page', async () => {
  const { db } = site.database;
  site.access.clock.at = at;
  await logIn({ password: (await ticketFor()).password });
  expect((await logIn({ session: 'w1' })).code).toBe('joins');
  const warning = await db.announcement.create({
    data: {
      kind: 'warning',
      severity: 'danger',
      title: 'Banjir',
      body: 'Air naik',
      audience: 'all',
      from: minutes(5),
      publishedAt: minutes(5),
      writtenBy: 'uji',
      changedAt: minutes(5),
    },
  });
  site.access.clock.at = minutes(6);
  expect((await logIn({ session: 'w2' })).code).toBeNull();
  await logIn({ session: 'w3', password: (await ticketFor()).password });
  site.access.clock.at = minutes(7);
  expect((await logIn({ session: 'w4' })).code).toBe('joins');
  await db.announcement.delete({ where: { id: warning.id } });
});

test('closed hours refuse, and sessions end when it closes', async () => {
  const { db } = site.database;
  const day = [[300, 660]]; // 05:00 to 11:00
  await db.openingHours.create({
    data: {
      villageCode: testVillage.code,
      week: Array.from({ length: 7 }, () => day),
      changedAt: at,
      changedBy: 'uji',
    },
  });
  site.access.clock.at = at;
  const { packet } = await logIn({ password: (await ticketFor()).password });
  expect(numberOnce(packet, Attr.sessionTimeout)).toBe(3_600);
  site.access.clock.at = minutes(61);
  expect((await logIn({ session: 'h2' })).code).toBe('SD-CLOSED');
  const opening = await site.access.app.access.openingOf(testVillage.code, minutes(61));
  expect(opening).toMatchObject({ state: 'closed', opensAt: new Date('2026-11-25T22:00:00Z') });
  await db.openingHours.deleteMany();
});

test('an office device joins by its address, in its village only', async () => {
  const { db } = site.database;
  site.access.clock.at = at;
  const plan = await db.plan.findUniqueOrThrow({ where: { name: 'kantor-desa' } });
  await db.officeDevice.create({
    data: {
      mac: site.mac,
      planId: plan.id,
      villageCode: testVillage.code,
      label: 'printer',
      enteredAt: at,
      enteredBy: 'uji',
    },
  });
  const { packet, code } = await logIn();
  expect(code).toBe('joins');
  expect(vendorOf(packet).get(8)?.toString()).toBe('5000k/10000k');
  await db.officeDevice.update({ where: { mac: site.mac }, data: { until: at } });
  expect((await logIn({ session: 'o2' })).code).toBeNull();
});

test('a phone forgets: proved by its ticket, it is no longer let in by itself', async () => {
  site.access.clock.at = at;
  const { access } = site.access.app;
  const ticket = await ticketFor();
  expect(await access.forget(site.router.id, ticket.name)).toBe(false);
  await logIn({ password: ticket.password });
  expect(await access.forget(site.router.id + 1, ticket.name)).toBe(false);
  expect(await access.forget(site.router.id, 'no hex')).toBe(false);
  expect((await logIn({ session: 'f1' })).code).toBe('joins');
  expect(await access.forget(site.router.id, ticket.name)).toBe(true);
  expect((await logIn({ session: 'f2' })).code).toBeNull();
});
