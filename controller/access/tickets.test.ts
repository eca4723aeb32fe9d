import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { Attr, numberOnce, once } from './radius/attributes.ts';
import { Code, type Packet, parsePacket } from './radius/packet.ts';
import { TestClient } from './radius/testing.ts';
import { addTestRouter, routerKnown } from './testing.ts';
import { loginsForTests, vendorOf } from './testing-logins.ts';
import { sweepTickets } from './tickets.ts';

const site = loginsForTests();
const { logIn, packetOf, ticketFor } = site;

test('a ticket lets its phone in once, with the plan’s limits', async () => {
  site.access.clock.at = new Date('2026-11-25T03:00:00Z');
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
  expect(once(packet, Attr.class)?.toString()).toMatch(/^sd2 /);
  expect((await logIn({ password, session: 'a2' })).code).toBe('SD-USED');
});

test('a lost answer, asked again from a new port within the ticket’s time, is an Accept again', async () => {
  const { password } = await ticketFor();
  await logIn({ password, session: 'b1' });
  await using other = await new TestClient().bind();
  const request = packetOf({ password, session: 'b1' });
  const answer = parsePacket(await other.ask(request, site.access.authPort)) as Packet;
  expect(answer.code).toBe(Code.accessAccept);
});

test('of many logins at once with one ticket one joins', async () => {
  const { password } = await ticketFor();
  const clients = await Promise.all(Array.from({ length: 8 }, () => new TestClient().bind()));
  const answers = await Promise.all(
    clients.map((one, i) => one.ask(packetOf({ password, session: `race${i}` }), site.access.authPort)),
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
  expect(await site.database.db.ticket.count({ where: { mac: site.mac } })).toBe(2);
});

test('a form gets ten tickets and no more', async () => {
  const start = Date.now();
  for (let i = 0; i < 10; i += 1) {
    site.access.clock.at = new Date(start + i * 61_000);
    await ticketFor({ form: 'worn' });
  }
  site.access.clock.at = new Date(start + 611_000);
  await expect(ticketFor({ form: 'worn' })).rejects.toMatchObject({ name: 'FormUsedUp' });
});

test('the database holds no ticket that could be used', async () => {
  const { password, name } = await ticketFor();
  const row = await site.database.db.ticket.findFirstOrThrow({ where: { mac: site.mac } });
  expect(Buffer.from(row.hash).toString('hex')).toBe(name);
  expect(JSON.stringify(row)).not.toContain(password);
  expect(Buffer.from(password, 'base64url')).toHaveLength(16);
});

test('a ticket is refused 60 s after it was made', async () => {
  const { password, expiresAt } = await ticketFor();
  site.access.clock.at = new Date(expiresAt.getTime() - 1);
  expect(expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(60_000);
  site.access.clock.at = expiresAt;
  expect((await logIn({ password })).code).toBe('SD-EXPIRED');
});

test('a ticket is refused at another router, and for another phone', async () => {
  const other = await addTestRouter(site.database.db, site.access.sealer);
  await routerKnown(site.access, other);
  const { password } = await ticketFor({ routerId: other.id });
  expect((await logIn({ password })).code).toBe('SD-OTHER');
  const forOther = await ticketFor({ mac: '02:00:00:00:00:01' });
  expect((await logIn({ password: forOther.password })).code).toBe('SD-OTHER');
});

test('old tickets and phones are swept away, those that prove something are kept', async () => {
  const now = new Date('2026-12-01T00:00:00Z');
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  const data = (minutes: number, used: boolean) => ({
    hash: new Uint8Array(randomBytes(32)),
    routerId: site.router.id,
    mac: site.mac,
    planId: 1,
    termsVersion: '1',
    createdAt: ago(minutes + 1),
    expiresAt: ago(minutes),
    usedAt: used ? ago(minutes) : null,
  });
  await site.database.db.ticket.createMany({
    data: [data(9, false), data(11, false), data(1_430, true), data(1_450, true)],
  });
  await sweepTickets(site.database.db, now);
  const left = await site.database.db.ticket.findMany({
    where: { mac: site.mac },
    orderBy: { expiresAt: 'asc' },
  });
  expect(left.map(({ expiresAt }) => expiresAt)).toEqual([ago(1_430), ago(9)]);
});
