import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { Attr, number, text } from './radius/attributes.ts';
import { Code, type Outgoing } from './radius/packet.ts';
import { buildRequest, isProved, TestClient } from './radius/testing.ts';
import { type AccessApp, accessApp, addTestRouter, type TestRouter, testSealer } from './testing.ts';

/** Where the seconds of `Said` begin. */
export const T0 = new Date('2026-11-25T03:00:00.000Z');
export const after = (seconds: number) => new Date(T0.getTime() + seconds * 1_000);

export interface Said {
  at: number;
  status: 'start' | 'interim' | 'stop' | 'on' | 'off';
  as?: TestRouter;
  session?: string;
  cause?: number;
  delay?: number;
  seconds?: number;
  up?: bigint;
  down?: bigint;
  class?: Buffer;
  more?: Outgoing[];
}
const STATUS = { start: 1, stop: 2, interim: 3, on: 7, off: 8 };

function record(mac: string, router: TestRouter, said: Said): Buffer {
  const { as = router, session = '80a00001', status } = said;
  const attributes: Outgoing[] = [
    number(Attr.acctStatusType, STATUS[status]),
    text(Attr.nasIdentifier, as.nasIdentifier),
  ];
  if (status !== 'on' && status !== 'off') {
    attributes.push(
      text(Attr.userName, mac),
      text(Attr.callingStationId, mac),
      text(Attr.acctSessionId, session),
      number(Attr.nasPort, 0x8000_0001),
      { type: Attr.framedIpAddress, value: Buffer.from([10, 5, 50, 9]) },
    );
  }
  const counter = (low: number, high: number, value: bigint | undefined) => {
    if (value === undefined) return;
    attributes.push(number(low, Number(value & 0xffff_ffffn)));
    if (value >> 32n) attributes.push(number(high, Number(value >> 32n)));
  };
  if (said.delay !== undefined) attributes.push(number(Attr.acctDelayTime, said.delay));
  if (said.seconds !== undefined) attributes.push(number(Attr.acctSessionTime, said.seconds));
  if (said.cause !== undefined) attributes.push(number(Attr.acctTerminateCause, said.cause));
  if (said.class) attributes.push({ type: Attr.class, value: said.class });
  counter(Attr.acctInputOctets, Attr.acctInputGigawords, said.up);
  counter(Attr.acctOutputOctets, Attr.acctOutputGigawords, said.down);
  return buildRequest(as.secret, [...attributes, ...(said.more ?? [])], { code: Code.accountingRequest });
}

/** Two routers that report sessions; each test is another phone. */
export function recordsForTests() {
  const site = {} as {
    database: TestDatabase;
    access: AccessApp;
    router: TestRouter;
    other: TestRouter;
    client: TestClient;
    mac: string;
  };
  beforeAll(async () => {
    site.database = await testDatabase();
    site.router = await addTestRouter(site.database.db, testSealer());
    site.other = await addTestRouter(site.database.db, testSealer());
    site.access = await accessApp(site.database.db);
    site.client = await new TestClient().bind();
  });
  afterAll(async () => {
    await site.client?.[Symbol.asyncDispose]();
    await site.access?.[Symbol.asyncDispose]();
    await site.database?.[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    site.mac = `02:${randomBytes(5).toString('hex').match(/../g)!.join(':')}`.toUpperCase();
  });

  const recordOf = (said: Said) => record(site.mac, site.router, said);
  const say = async (said: Said): Promise<void> => {
    site.access.clock.at = after(said.at);
    const packet = recordOf(said);
    const answer = await site.client.ask(packet, site.access.acctPort);
    expect(isProved(answer, packet, (said.as ?? site.router).secret)).toBe(true);
  };
  /** The phone's sessions, times in seconds from T0. */
  const sessions = async () => {
    const rows = await site.database.db.hotspotSession.findMany({
      where: { callingStationId: site.mac },
      orderBy: [{ acctStartTime: 'asc' }, { routerId: 'asc' }],
    });
    return rows.map((row) => ({
      start: (row.acctStartTime.getTime() - T0.getTime()) / 1_000,
      stop: row.acctStopTime && (row.acctStopTime.getTime() - T0.getTime()) / 1_000,
      seconds: Number(row.acctSessionTime),
      up: row.acctInputOctets,
      down: row.acctOutputOctets,
      cause: row.acctTerminateCause,
    }));
  };
  return Object.assign(site, { recordOf, say, sessions });
}
