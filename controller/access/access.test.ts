import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { Attr, number, numberOnce, text } from './radius/attributes.ts';
import { addTestRouter, routerKnown } from './testing.ts';
import { type Login, loginsForTests, vendorOf } from './testing-logins.ts';

const site = loginsForTests();
const { logIn, packetOf, ticketFor } = site;

test.each<[why: string, login: Login, code: string | null]>([
  ['a ticket that nobody made', { password: 'AAAAAAAAAAAAAAAAAAAAAA' }, 'SD-UNKNOWN'],
  ['a user name that is not the phone’s address', { password: 'x', userName: 'budi' }, 'SD-ODD'],
  [
    'an added Calling-Station-Id',
    { password: 'x', more: [text(Attr.callingStationId, '02:00:00:00:00:09')] },
    'SD-ODD',
  ],
  [
    'an added Called-Station-Id',
    { password: 'x', more: [text(Attr.calledStationId, 'kantor-desa')] },
    'SD-ODD',
  ],
  ['an added user name', { password: 'x', more: [text(Attr.userName, 'x')] }, 'SD-ODD'],
  ['a challenge answered', { chap: 'secret' }, 'SD-CHAP'],
  ['MAC login of a phone that was not here today', {}, null],
  ['the same with an empty password', { password: '' }, null],
  ['the same by CHAP', { chap: '' }, null],
  ['zero bytes in what is looked up', { password: 'x\0y', session: 'a\0b', server: '\0' }, 'SD-UNKNOWN'],
])('refused: %s', async (_why, login, code) => {
  expect((await logIn(login)).code).toBe(code);
});

test('an added NAS-Identifier leaves nobody who could be asked for: silence', async () => {
  site.client.send(
    packetOf({ password: 'x', more: [text(Attr.nasIdentifier, 'sd-other')] }),
    site.access.authPort,
  );
  await expect(site.client.next(300)).rejects.toThrow();
});

test('a phone that was let in today is let in again silently, at any router, until 04:00 WIB', async () => {
  site.access.clock.at = new Date('2026-11-25T20:30:00Z'); // 03:30 WIB
  await logIn({ password: (await ticketFor()).password });
  const other = await addTestRouter(site.database.db, site.access.sealer);
  await routerKnown(site.access, other);
  const again = await logIn({ session: 'c2' });
  expect(again.code).toBe('joins');
  expect(numberOnce(again.packet, Attr.sessionTimeout)).toBe(1_800);
  expect((await logIn({ session: 'c3', password: site.mac })).code).toBe('joins');
  expect((await logIn({ session: 'c4', chap: site.mac })).code).toBe('joins');
  expect((await logIn({ session: 'c5', as: other })).code).toBe('joins');
  site.access.clock.at = new Date('2026-11-25T21:00:00Z');
  expect((await logIn({ session: 'c6' })).code).toBeNull();
});

test('on the office’s own hotspot server a phone has the office’s plan, elsewhere its own', async () => {
  await logIn({ password: (await ticketFor()).password });
  const office = await logIn({ session: 'd2', server: 'kantor-desa' });
  expect(vendorOf(office.packet).get(8)?.toString()).toBe('5000k/10000k');
  expect(vendorOf(office.packet).has(17)).toBe(false);
  const outside = await logIn({ session: 'd3' });
  expect(vendorOf(outside.packet).get(8)?.toString()).toBe('1000k/4000k');
});

test('a phone that was given the office’s plan keeps it with its next tickets', async () => {
  const plan = await site.database.db.plan.findUniqueOrThrow({ where: { name: 'kantor-desa' } });
  const until = new Date(Date.now() + 30 * 86_400_000);
  await site.database.db.rememberedDevice.create({
    data: { mac: site.mac, planId: plan.id, termsVersion: '1', until },
  });
  const { packet } = await logIn({ password: (await ticketFor()).password });
  expect(vendorOf(packet).get(8)?.toString()).toBe('5000k/10000k');
  const kept = await site.database.db.rememberedDevice.findUniqueOrThrow({ where: { mac: site.mac } });
  expect(kept.until).toEqual(until);
});

test('what a phone used today is taken off, at all routers; what is used up is slow, or refused', async () => {
  site.access.clock.at = new Date('2026-11-25T03:00:00Z');
  const session = (start: string, seconds: bigint, octets: bigint) =>
    site.database.db.hotspotSession.create({
      data: {
        routerId: site.router.id,
        acctUniqueId: randomBytes(16).toString('hex'),
        acctSessionId: 'x',
        userName: site.mac,
        callingStationId: site.mac,
        acctStartTime: new Date(start),
        acctUpdateTime: new Date(start),
        acctSessionTime: seconds,
        acctInputOctets: octets,
        acctOutputOctets: octets,
      },
    });
  await session('2026-11-24T20:59:59Z', 99_999n, 1n << 40n); // before 04:00 WIB: yesterday
  await session('2026-11-24T21:00:00Z', 3_600n, 1n << 29n);
  const { packet } = await logIn({ password: (await ticketFor()).password });
  expect(numberOnce(packet, Attr.sessionTimeout)).toBe(180 * 60);
  expect(vendorOf(packet).get(17)?.readUInt32BE()).toBe(2 ** 30);
  await session('2026-11-25T01:00:00Z', 60n, 1n << 29n);
  // The day's bytes are used up: on it goes, slowly and without a limit.
  const slow = await logIn({ session: 'e2' });
  expect(vendorOf(slow.packet).get(8)?.toString()).toBe('256k/512k');
  expect(vendorOf(slow.packet).has(17)).toBe(false);
  await session('2026-11-25T01:00:00Z', 10_800n, 0n);
  expect((await logIn({ session: 'e2' })).code).toBe('SD-QUOTA');
  const { password } = await ticketFor();
  expect((await logIn({ password, session: 'e3' })).code).toBe('SD-QUOTA');
  // Refused is not used: the ticket is still what it was.
  expect((await site.database.db.ticket.findMany({ where: { mac: site.mac, usedAt: null } })).length).toBe(1);
});

test('a standing is told to the phone that was let in, and to nobody before', async () => {
  site.access.clock.at = new Date('2026-11-25T03:00:00Z');
  const ticket = await ticketFor();
  const standing = () => site.access.app.access.standingOf(site.router.id, ticket.name);
  expect(await standing()).toBeNull();
  await logIn({ password: ticket.password });
  expect(await standing()).toEqual({
    mac: site.mac,
    plan: 'umum',
    seconds: 14_400,
    bytes: 1n << 31n,
    slow: false,
    usedUp: false,
    until: new Date('2026-11-25T21:00:00Z'),
  });
  expect(await site.access.app.access.standingOf(site.router.id + 1, ticket.name)).toBeNull();
  expect(await site.access.app.access.standingOf(site.router.id, 'not hex')).toBeNull();
});

test('vsat routers report seldom', async () => {
  const vsat = await addTestRouter(site.database.db, site.access.sealer, { uplink: 'vsat' });
  await routerKnown(site.access, vsat);
  const { password } = await ticketFor({ routerId: vsat.id });
  const { packet } = await logIn({ as: vsat, password });
  expect(numberOnce(packet, Attr.acctInterimInterval)).toBe(600);
});

test('numbers that do not fit are an error of ours', () => {
  expect(() => number(27, -1)).toThrow(RangeError);
});
