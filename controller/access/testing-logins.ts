import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { Attr, text, textOnce } from './radius/attributes.ts';
import { Code, type Outgoing, type Packet, parsePacket } from './radius/packet.ts';
import { buildRequest, isProved, TestClient } from './radius/testing.ts';
import { type AccessApp, accessApp, addTestRouter, type TestRouter, testSealer } from './testing.ts';

export interface Login {
  as?: TestRouter;
  password?: string;
  userName?: string;
  session?: string;
  server?: string;
  more?: Outgoing[];
  chap?: string;
}

function loginPacket(mac: string, router: TestRouter, login: Login): Buffer {
  const {
    as = router,
    password,
    userName = mac,
    session = 'a1',
    server = 'hotspot1',
    more = [],
    chap,
  } = login;
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

/** Mikrotik vendor attributes as number → value. */
export const vendorOf = (packet: Packet) =>
  new Map(
    packet.attributes
      .filter(({ type }) => type === Attr.vendorSpecific)
      .map(({ value }) => [value[4]!, value.subarray(6)]),
  );

/** A router whose phones log in; each test is another phone. */
export function loginsForTests() {
  const site = {} as {
    database: TestDatabase;
    access: AccessApp;
    router: TestRouter;
    client: TestClient;
    mac: string;
  };
  beforeAll(async () => {
    site.database = await testDatabase();
    site.router = await addTestRouter(site.database.db, testSealer());
    site.access = await accessApp(site.database.db);
    site.client = await new TestClient().bind();
  });
  afterAll(async () => {
    await site.client?.[Symbol.asyncDispose]();
    await site.access?.[Symbol.asyncDispose]();
    await site.database?.[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    site.access.clock.at = null;
    site.mac = `02:${randomBytes(5).toString('hex').match(/../g)!.join(':')}`.toUpperCase();
  });

  const packetOf = (login: Login) => loginPacket(site.mac, site.router, login);
  const ticketFor = (wish: Partial<{ routerId: number; mac: string; form: string }> = {}) =>
    site.access.app.access.mintTicket({
      routerId: site.router.id,
      mac: site.mac,
      termsVersion: '1',
      form: randomBytes(8).toString('hex'),
      ...wish,
    });
  /** `code`: joins, the reason of the reject, or null without one. */
  const logIn = async (login: Login = {}): Promise<{ code: string | null; packet: Packet }> => {
    const request = packetOf(login);
    const answer = await site.client.ask(request, site.access.authPort);
    expect(isProved(answer, request, (login.as ?? site.router).secret)).toBe(true);
    const packet = parsePacket(answer) as Packet;
    const code = packet.code === Code.accessAccept ? 'joins' : textOnce(packet, Attr.replyMessage);
    return { code, packet };
  };
  return Object.assign(site, { packetOf, ticketFor, logIn });
}
