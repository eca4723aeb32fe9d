import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { Attr, number, numberOnce, once, text, textOnce } from './radius/attributes.ts';
import { Code, type Outgoing, type Packet, parsePacket } from './radius/packet.ts';
import { buildRequest, isProved, TestClient } from './radius/testing.ts';
import {
  type AccessApp,
  accessApp,
  addTestRouter,
  routerKnown,
  type TestRouter,
  testSealer,
} from './testing.ts';

let database: TestDatabase;
let access: AccessApp;
let router: TestRouter;
let client: TestClient;
let mac: string;

beforeAll(async () => {
  database = await testDatabase();
  router = await addTestRouter(database.db, testSealer());
  access = await accessApp(database.db);
  client = await new TestClient().bind();
});
afterAll(async () => {
  await client?.[Symbol.asyncDispose]();
  await access?.[Symbol.asyncDispose]();
  await database?.[Symbol.asyncDispose]();
});
beforeEach(() => {
  access.clock.at = null;
  mac = `02:${randomBytes(5).toString('hex').match(/../g)!.join(':')}`.toUpperCase();
});

const ticketFor = (wish: Partial<{ routerId: number; mac: string; form: string }> = {}) =>
  access.app.access.mintTicket({
    routerId: router.id,
    mac,
    termsVersion: '1',
    form: randomBytes(8).toString('hex'),
    ...wish,
  });

interface Login {
  as?: TestRouter;
  password?: string;
  userName?: string;
  session?: string;
  server?: string;
  more?: Outgoing[];
  chap?: string;
}

function loginPacket({
  as = router,
  password,
  userName = mac,
  session = 'a1',
  server = 'hotspot1',
  more = [],
  chap,
}: Login) {
  const attributes = [
    text(Attr.userName, userName),
    text(Attr.callingStationId, mac),
    text(Attr.calledStationId, server),
    text(Attr.nasIdentifier, as.nasIdentifier),
    text(Attr.acctSessionId, session),
    ...more,
  ];
  if (chap !== undefined) {
    const challenge = randomBytes(16);
    const answer = createHash('md5').update('\x05').update(chap).update(challenge).digest();
    attributes.push(
      { type: Attr.chapPassword, value: Buffer.concat([Buffer.from([5]), answer]) },
      { type: Attr.chapChallenge, value: challenge },
    );
  }
  return buildRequest(as.secret, attributes, password === undefined ? {} : { password });
}

async function logIn(login: Login = {}): Promise<{ code: string | null; packet: Packet }> {
  const request = loginPacket(login);
  const answer = await client.ask(request, access.authPort);
  expect(isProved(answer, request, (login.as ?? router).secret)).toBe(true);
  const packet = parsePacket(answer) as Packet;
  const code = packet.code === Code.accessAccept ? 'joins' : textOnce(packet, Attr.replyMessage);
  return { code, packet };
}

/** Mikrotik vendor attributes as number → value. */
const vendorOf = (packet: Packet) =>
  new Map(
    packet.attributes
      .filter(({ type }) => type === Attr.vendorSpecific)
      .map(({ value }) => [value[4]!, value.subarray(6)]),
  );

test('a ticket lets its phone in once, with the plan’s limits', async () => {
  access.clock.at = new Date('2026-11-25T03:00:00Z');
  const { password } = await ticketFor();
  const { code, packet } = await logIn({ password });
  expect(code).toBe('joins');
  expect(packet.attributes[0]!.type).toBe(Attr.messageAuthenticator);
  expect(numberOnce(packet, Attr.sessionTimeout)).toBe(240 * 60);
  expect(numberOnce(packet, Attr.idleTimeout)).toBe(1_200);
  expect(numberOnce(packet, Attr.acctInterimInterval)).toBe(300);
  expect(numberOnce(packet, Attr.portLimit)).toBe(2);
  expect(vendorOf(packet).get(8)?.toString()).toBe('1000k/4000k');
  expect(vendorOf(packet).get(17)?.readUInt32BE()).toBe(2 ** 31);
  expect(once(packet, Attr.class)?.toString()).toMatch(/^sd1 /);
  expect((await logIn({ password, session: 'a2' })).code).toBe('SD-USED');
});

test('a lost answer, asked again from a new port within the ticket’s time, is an Accept again', async () => {
  const { password } = await ticketFor();
  await logIn({ password, session: 'b1' });
  await using other = await new TestClient().bind();
  const request = loginPacket({ password, session: 'b1' });
  const answer = parsePacket(await other.ask(request, access.authPort)) as Packet;
  expect(answer.code).toBe(Code.accessAccept);
});

test('of many logins at once with one ticket one joins', async () => {
  const { password } = await ticketFor();
  const clients = await Promise.all(Array.from({ length: 8 }, () => new TestClient().bind()));
  const answers = await Promise.all(
    clients.map((one, i) => one.ask(loginPacket({ password, session: `race${i}` }), access.authPort)),
  );
  await Promise.all(clients.map((one) => one[Symbol.asyncDispose]()));
  const codes = answers.map((answer) => (parsePacket(answer) as Packet).code).toSorted();
  expect(codes).toEqual([2, 3, 3, 3, 3, 3, 3, 3]);
});

test('the same form, sent twice, gets the same ticket; used, it gets another', async () => {
  const form = 'one-form';
  const [first, second] = await Promise.all([ticketFor({ form }), ticketFor({ form })]);
  expect(second).toEqual(first);
  await logIn({ password: first.password });
  const third = await ticketFor({ form });
  expect(third.password).not.toBe(first.password);
  expect((await logIn({ password: third.password, session: 'x2' })).code).toBe('joins');
  expect(await database.db.ticket.count({ where: { mac } })).toBe(2);
});

test('a form gets ten tickets and no more', async () => {
  const start = Date.now();
  for (let i = 0; i < 10; i += 1) {
    access.clock.at = new Date(start + i * 61_000);
    await ticketFor({ form: 'worn' });
  }
  access.clock.at = new Date(start + 611_000);
  await expect(ticketFor({ form: 'worn' })).rejects.toMatchObject({ name: 'FormUsedUp' });
});

test('the database holds no ticket that could be used', async () => {
  const { password, name } = await ticketFor();
  const row = await database.db.ticket.findFirstOrThrow({ where: { mac } });
  expect(Buffer.from(row.hash).toString('hex')).toBe(name);
  expect(JSON.stringify(row)).not.toContain(password);
  expect(Buffer.from(password, 'base64url')).toHaveLength(16);
});

test('a ticket is refused 60 s after it was made', async () => {
  const { password, expiresAt } = await ticketFor();
  access.clock.at = new Date(expiresAt.getTime() - 1);
  expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(60_000);
  access.clock.at = expiresAt;
  expect((await logIn({ password })).code).toBe('SD-EXPIRED');
});

test('a ticket is refused at another router, and for another phone', async () => {
  const other = await addTestRouter(database.db, access.sealer);
  await routerKnown(access, other);
  const { password } = await ticketFor({ routerId: other.id });
  expect((await logIn({ password })).code).toBe('SD-OTHER');
  const forOther = await ticketFor({ mac: '02:00:00:00:00:01' });
  expect((await logIn({ password: forOther.password })).code).toBe('SD-OTHER');
});

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
  client.send(loginPacket({ password: 'x', more: [text(Attr.nasIdentifier, 'sd-other')] }), access.authPort);
  await expect(client.next(300)).rejects.toThrow();
});

test('a phone that was let in today is let in again silently, at any router, until 04:00 WIB', async () => {
  access.clock.at = new Date('2026-11-25T20:30:00Z'); // 03:30 WIB
  await logIn({ password: (await ticketFor()).password });
  const other = await addTestRouter(database.db, access.sealer);
  await routerKnown(access, other);
  const again = await logIn({ session: 'c2' });
  expect(again.code).toBe('joins');
  expect(numberOnce(again.packet, Attr.sessionTimeout)).toBe(1_800);
  expect((await logIn({ session: 'c3', password: mac })).code).toBe('joins');
  expect((await logIn({ session: 'c4', chap: mac })).code).toBe('joins');
  expect((await logIn({ session: 'c5', as: other })).code).toBe('joins');
  access.clock.at = new Date('2026-11-25T21:00:00Z');
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
  const plan = await database.db.plan.findUniqueOrThrow({ where: { name: 'kantor-desa' } });
  const until = new Date(Date.now() + 30 * 86_400_000);
  await database.db.rememberedDevice.create({ data: { mac, planId: plan.id, termsVersion: '1', until } });
  const { packet } = await logIn({ password: (await ticketFor()).password });
  expect(vendorOf(packet).get(8)?.toString()).toBe('5000k/10000k');
  const kept = await database.db.rememberedDevice.findUniqueOrThrow({ where: { mac } });
  expect(kept.until).toEqual(until);
});

test('what a phone used today is taken off, at all routers; what is used up is refused', async () => {
  access.clock.at = new Date('2026-11-25T03:00:00Z');
  const session = (start: string, seconds: bigint, octets: bigint) =>
    database.db.hotspotSession.create({
      data: {
        routerId: router.id,
        acctUniqueId: randomBytes(16).toString('hex'),
        acctSessionId: 'x',
        userName: mac,
        callingStationId: mac,
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
  expect((await logIn({ session: 'e2' })).code).toBe('SD-QUOTA');
  const { password } = await ticketFor();
  expect((await logIn({ password, session: 'e3' })).code).toBe('SD-QUOTA');
  // Refused is not used: the ticket is still what it was.
  expect((await database.db.ticket.findMany({ where: { mac, usedAt: null } })).length).toBe(1);
});

test('a standing is told to the phone that was let in, and to nobody before', async () => {
  access.clock.at = new Date('2026-11-25T03:00:00Z');
  const ticket = await ticketFor();
  const standing = () => access.app.access.standingOf(router.id, ticket.name);
  expect(await standing()).toBeNull();
  await logIn({ password: ticket.password });
  expect(await standing()).toEqual({
    mac,
    plan: 'umum',
    seconds: 14_400,
    bytes: 1n << 31n,
    usedUp: false,
    until: new Date('2026-11-25T21:00:00Z'),
  });
  expect(await access.app.access.standingOf(router.id + 1, ticket.name)).toBeNull();
  expect(await access.app.access.standingOf(router.id, 'not hex')).toBeNull();
});

test('vsat routers report seldom', async () => {
  const vsat = await addTestRouter(database.db, access.sealer, { uplink: 'vsat' });
  await routerKnown(access, vsat);
  const { password } = await ticketFor({ routerId: vsat.id });
  const { packet } = await logIn({ as: vsat, password });
  expect(numberOnce(packet, Attr.acctInterimInterval)).toBe(600);
});

test('old tickets and phones are swept away, those that prove something are kept', async () => {
  const { sweepTickets } = await import('./tickets.ts');
  const now = new Date('2026-12-01T00:00:00Z');
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  const data = (minutes: number, used: boolean) => ({
    hash: new Uint8Array(randomBytes(32)),
    routerId: router.id,
    mac,
    planId: 1,
    termsVersion: '1',
    createdAt: ago(minutes + 1),
    expiresAt: ago(minutes),
    usedAt: used ? ago(minutes) : null,
  });
  await database.db.ticket.createMany({
    data: [data(9, false), data(11, false), data(1_430, true), data(1_450, true)],
  });
  await sweepTickets(database.db, now);
  const left = await database.db.ticket.findMany({ where: { mac }, orderBy: { expiresAt: 'asc' } });
  expect(left.map(({ expiresAt }) => expiresAt)).toEqual([ago(1_430), ago(9)]);
});

test('numbers that do not fit are an error of ours', () => {
  expect(() => number(27, -1)).toThrow(RangeError);
});
