import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Batch, type Entry } from '#contract/agent-link.ts';
import type { Outcome, Reading } from '#contract/looks.ts';
import { tick } from '../outages/tick.ts';
import { readConfig } from '../platform/config.ts';
import type { Db } from '../platform/db.ts';
import { testDatabase } from '../platform/testing.ts';
import { takeIn as takeInWith } from './take-in.ts';

const takeIn = (db: Db, agentId: number, batch: Parameters<typeof takeInWith>[3], now: Date) =>
  takeInWith(db, readConfig({}), agentId, { ...batch, sentAt: now.toISOString() }, now);

const T = Date.UTC(2026, 10, 25, 3);
const at = (seconds: number) => new Date(T + seconds * 1000);
const VILLAGE = '16.10.06.2021';

async function programme(db: Db, routers = 1) {
  await db.village.create({
    data: {
      code: VILLAGE,
      name: 'Sukamaju',
      kecamatanCode: '16.10.06',
      kecamatan: 'Rantau Alai',
      lat: -3.47,
      lng: 104.7,
    },
  });
  const agent = await db.agent.create({ data: { name: 'kantor', tokenHash: new Uint8Array([1]) } });
  const plan = await db.servicePlan.findFirstOrThrow();
  const bytes = new Uint8Array([0]);
  for (let id = 1; id <= routers; id += 1) {
    await db.router.create({
      data: {
        id,
        villageCode: VILLAGE,
        name: `sukamaju-${id}`,
        host: '127.0.0.1',
        port: 1,
        username: 'm',
        passwordSealed: bytes,
        uplink: 'lte',
        nasIdentifier: `sd-${id}`,
        radiusSecretSealed: bytes,
        portalKey: `k${id}`,
        servicePlanId: plan.id,
        agentId: agent.id,
        inServiceSince: at(0),
      },
    });
  }
  return agent.id;
}

const reading = (uptimeSeconds: number, receive: number): Reading => ({
  uptimeSeconds,
  version: '7.20 (stable)',
  board: 'hAP',
  serial: 'S1',
  identity: 'sd-1',
  cpuPercent: 3,
  freeMemoryBytes: 1,
  temperatureCelsius: null,
  voltageVolts: null,
  clockSkewSeconds: 0,
  uplink: { name: 'lte1', running: true, receiveBytes: String(receive), transmitBytes: '0' },
  accessPoints: [],
  hotspot: {
    servers: [{ name: 'hs', invalid: false, disabled: false }],
    users: 4,
    trialUsers: 0,
    loginHosts: ['login.desa.lan'],
  },
  deviceMode: null,
  radius: null,
  uplinkLossPercent: null,
  pollingAccountMayReboot: false,
});

let seq = 0;
const look = (seconds: number, outcome: Outcome = 'answered', routerId = 1): Entry => ({
  kind: 'look',
  seq: ++seq,
  routerId,
  at: at(seconds).toISOString(),
  offsetMs: 0,
  outcome,
  lateMs: 0,
  tookMs: 80,
  detail: null,
  reading: outcome === 'answered' ? reading(1_000 + seconds, seconds * 1_000) : null,
  simulated: false,
});
const EPOCH = randomUUID();
const batch = (entries: Entry[]): Batch => ({
  epoch: EPOCH,
  sentAt: at(0).toISOString(),
  assignment: null,
  canaries: ['a', 'b'],
  proven: true,
  backlog: 0,
  entries: entries.toSorted((a, b) => a.seq - b.seq),
});

const spansOf = async (db: Db, routerId = 1) => {
  const rows = await db.$queryRaw<{ state: string; reason: string | null; from: Date; to: Date | null }[]>`
    select state, reason, lower(during) as from, upper(during) as to from span where router_id = ${routerId} order by during`;
  return rows
    .map(
      (row) =>
        `${(row.from.getTime() - T) / 1000}-${row.to ? (row.to.getTime() - T) / 1000 : ''}:${row.reason ? `${row.state}(${row.reason})` : row.state}`,
    )
    .join(' ');
};

test('a batch becomes spans, an outage, usage and the present row; sent twice it is stored once', async () => {
  await using t = await testDatabase();
  const agent = await programme(t.db);
  const entries = [
    look(30),
    look(60),
    look(90, 'timeout'),
    look(120, 'timeout'),
    look(150, 'unreachable'),
    look(180),
  ];
  const first = await takeIn(t.db, agent, batch(entries), at(200));
  expect(first.answer.acknowledged).toBe(entries.at(-1)?.seq);
  expect(first.stored).toBe(6);
  const before = await spansOf(t.db);
  expect(before).toBe('0-30:unknown(never-looked) 30-90:up 90-180:down 180-:up');
  const again = await takeIn(t.db, agent, batch(entries), at(201));
  expect([again.stored, again.routers.length, again.answer.acknowledged]).toEqual([
    0,
    0,
    first.answer.acknowledged,
  ]);
  expect(await spansOf(t.db)).toBe(before);
  expect(
    await t.db.outage.findMany({
      select: { firstFailedAt: true, lastFailedAt: true, endedAt: true, cause: true },
    }),
  ).toEqual([{ firstFailedAt: at(90), lastFailedAt: at(150), endedAt: at(180), cause: 'uplink' }]);
  const [hour] = await t.db.usageHour.findMany();
  expect(hour).toMatchObject({ hour: at(0), peakUsers: 4, answered: 3 });
  expect(hour?.receiveBytes.toFixed(0)).toBe('150000');
  expect(first.routers[0]?.delta).toMatchObject({
    id: 1,
    state: 'up',
    users: 4,
    receiveBitsPerSecond: 8_000,
  });
});

test('looks that come late, in any order, rewrite unknown into what was seen, and usage with it', async () => {
  await using t = await testDatabase();
  await using ordered = await testDatabase();
  const agents = [await programme(t.db), await programme(ordered.db)] as const;
  const entries = Array.from({ length: 60 }, (_, index) =>
    look(30 + index * 30, index > 20 && index < 30 ? 'timeout' : 'answered'),
  );
  await takeIn(ordered.db, agents[1], batch(entries), at(5_000));
  const late = entries.slice(10, 40);
  await takeIn(t.db, agents[0], batch([...entries.slice(0, 10), ...entries.slice(40)]), at(5_000));
  expect(await spansOf(t.db)).toContain('unknown(agent-silent)');
  await takeIn(t.db, agents[0], batch(late.slice(15)), at(5_001));
  await takeIn(t.db, agents[0], batch(late.slice(0, 15)), at(5_002));
  expect(await spansOf(t.db)).toBe(await spansOf(ordered.db));
  const sums = async (db: Db) =>
    (await db.usageHour.findMany({ orderBy: { hour: 'asc' } })).map((row) => ({
      ...row,
      receiveBytes: row.receiveBytes.toFixed(0),
      transmitBytes: row.transmitBytes.toFixed(0),
    }));
  expect(await sums(t.db)).toEqual(await sums(ordered.db));
  const facts = { omit: { id: true, changedAt: true } } as const;
  expect(await t.db.outage.findMany(facts)).toEqual(await ordered.db.outage.findMany(facts));
});

test('an agent that is silent makes its routers unknown by itself; a down router stays so through its back-off', async () => {
  await using t = await testDatabase();
  const agent = await programme(t.db, 3);
  const down = [60, 90, 120].map((seconds) => look(seconds, 'timeout', 2));
  await takeIn(
    t.db,
    agent,
    batch([look(30), look(30, 'answered', 2), ...down, look(75), look(120)]),
    at(121),
  );
  expect((await tick(t.db, at(121))).map(({ delta }) => [delta.id, delta.reason])).toEqual([
    [3, 'never-looked'],
  ]);
  expect((await tick(t.db, at(200))).map(({ delta }) => [delta.id, delta.state, delta.reason])).toEqual([
    [1, 'unknown', 'agent-silent'],
  ]);
  expect(await tick(t.db, at(201))).toEqual([]);
  expect(await spansOf(t.db)).toBe('0-30:unknown(never-looked) 30-150:up 150-:unknown(agent-silent)');
  expect(await spansOf(t.db, 2)).toBe('0-30:unknown(never-looked) 30-60:up 60-:down');
  await takeIn(t.db, agent, batch([look(150), look(180)]), at(210));
  expect(await spansOf(t.db)).toBe('0-30:unknown(never-looked) 30-:up');
});

test('a batch with a look from the future, or a seq that does not rise, is refused whole', async () => {
  await using t = await testDatabase();
  const agent = await programme(t.db);
  await expect(takeIn(t.db, agent, batch([look(30), look(3_000)]), at(60))).rejects.toMatchObject({
    status: 400,
    code: 'from-the-future',
  });
  const twice = look(30);
  await expect(takeIn(t.db, agent, { ...batch([]), entries: [twice, twice] }, at(60))).rejects.toMatchObject({
    status: 400,
  });
  expect(await spansOf(t.db)).toBe('');
});

test('an agent whose clock began in 1970 is corrected by its offset; looks of years ago make no partitions', async () => {
  await using t = await testDatabase();
  const agent = await programme(t.db);
  const offsetMs = T - 86_400_000;
  const clock1970 = (seconds: number) => ({
    ...look(seconds),
    at: new Date(86_400_000 + seconds * 1000).toISOString(),
    offsetMs,
  });
  const entries = [clock1970(30), clock1970(60), { ...look(90), at: '1999-01-01T00:00:00.000Z' }];
  const sent = { ...batch([]), entries };
  expect(await takeIn(t.db, agent, Batch.parse(sent), at(120))).toMatchObject({ stored: 2 });
  expect(await spansOf(t.db)).toBe('0-30:unknown(never-looked) 30-:up');
  const partitions = await t.db.$queryRaw<{ name: string }[]>`
    select relname as name from pg_class where relname like 'look\_1%' or relname like 'look\_200%'`;
  expect(partitions).toEqual([]);
  expect(await t.db.lookGap.findMany()).toMatchObject([{ dropped: 1, why: 'too-old' }]);
});

test.each<[what: string, wrong: object]>([
  ['a backlog', { backlog: 2 ** 31 }],
  ['a time before 1970', { entries: [{ ...look(30), at: '0001-01-01T00:00:00.000Z' }] }],
  ['an offset', { entries: [{ ...look(30), offsetMs: -99_999_999_999_999 }] }],
  ['a duration', { entries: [{ ...look(30), tookMs: 2 ** 31 }] }],
  ['a router', { entries: [{ ...look(30), routerId: 2 ** 31 }] }],
  [
    'a gap',
    {
      entries: [
        {
          kind: 'gap',
          seq: 9,
          dropped: 2 ** 31,
          from: at(0).toISOString(),
          to: at(1).toISOString(),
          why: 'refused',
        },
      ],
    },
  ],
])('%s that no column holds is refused by the contract, for good', (_what, wrong) => {
  expect(Batch.safeParse({ ...batch([]), ...wrong }).success).toBe(false);
  expect(Batch.safeParse(batch([look(30)])).success).toBe(true);
});

test('a wrong password is a chore that closes when it is mended', async () => {
  await using t = await testDatabase();
  const agent = await programme(t.db);
  await takeIn(t.db, agent, batch([look(30, 'auth-failed')]), at(31));
  expect(await t.db.chore.findMany({ select: { kind: true, until: true } })).toEqual([
    { kind: 'wrong-password', until: null },
  ]);
  await takeIn(t.db, agent, batch([look(60)]), at(61));
  expect(await t.db.chore.findMany({ select: { kind: true, until: true }, orderBy: { id: 'asc' } })).toEqual([
    { kind: 'wrong-password', until: at(61) },
    { kind: 'no-action-account', until: null },
  ]);
});
