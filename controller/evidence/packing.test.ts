import { expect, onTestFinished, test } from 'vitest';
import { daysOf, takeChains } from '../outages/chains.ts';
import { type Look, lookOf } from '../outages/look.ts';
import { lastAnsweredBefore, momentKey, readAt } from '../outages/old-looks.ts';
import { storeLooks } from '../outages/store-looks.ts';
import { storedLooks } from '../outages/stored-looks.ts';
import { batchOf, programme, timeOf, usualLooks } from '../outages/testing-days.ts';
import { type Db, openDb } from '../platform/db.ts';
import { testDatabase } from '../platform/testing.ts';
import { beginChains } from './begin-chains.ts';
import { tellHeads } from './heads.ts';
import { verifyChains, verifyHead } from './index.ts';
import { monthsOfRows, packMonth, tidyMonth } from './pack-days.ts';

const MONTH = '2026-03';
const from = new Date('2026-03-10T00:00:00Z');
const NOW = new Date('2026-11-25T00:00:00Z');

/** Two days of two routers in March, and somebody who owns the database. */
async function march(count = 400) {
  const t = await testDatabase();
  const owner = openDb(t.url, { as: 'owner', max: 1 });
  onTestFinished(async () => {
    await owner.$disconnect();
    await t[Symbol.asyncDispose]();
  });
  const agent = await programme(t.db, 2, from);
  const source = usualLooks(2, new Date(from.getTime() + 60_000), { intervalMs: 600_000 });
  const entries = Array.from({ length: count }, () => source.next().value);
  const looks = entries.map((entry) => lookOf(entry, agent, batchOf(entries).epoch));
  return { db: t.db, owner, agent, looks, entries };
}

async function store(db: Db, looks: readonly Look[]): Promise<number> {
  return await db.$transaction(async (tx) => {
    const chains = await takeChains(tx, looks[0]!.agentId, looks[0]!.epoch, daysOf(looks));
    return (await storeLooks(tx, looks, chains, db, NOW)).length;
  });
}

const all = async (db: Db) => [
  ...(await storedLooks(db, 1, new Date(0), null)),
  ...(await storedLooks(db, 2, new Date(0), null)),
];
const chains = (db: Db) => verifyChains(db, '2026-03-01', '2026-03-31');
const rowsLeft = async (db: Db) => {
  const [row] = await db.$queryRaw<[{ n: number }]>`select count(*)::int as n from look`;
  return row.n;
};

test('looks that come for a packed month are stored once, chained, and packed with it', async () => {
  const { db, looks } = await march();
  const late = looks.filter((_, index) => index % 7 === 3);
  const inTime = looks.filter((look) => !late.includes(look));
  await store(db, inTime);
  const { head } = (await db.$transaction((tx) => tellHeads(tx, '2026-03-31', NOW)))!;
  await packMonth(db, MONTH);
  expect(await rowsLeft(db)).toBe(0);

  expect(await store(db, looks)).toBe(late.length);
  expect(await store(db, looks)).toBe(0);
  expect(await rowsLeft(db)).toBe(late.length);
  const whole = await all(db);
  expect(whole.length).toBe(looks.length);
  const held = await chains(db);
  expect(held.map(({ holds }) => holds)).not.toContain(false);
  expect(held.reduce((sum, { found }) => sum + found.looks, 0)).toBe(looks.length);
  expect((await verifyHead(db, head)).broken).toEqual([]);

  await packMonth(db, MONTH);
  expect(await monthsOfRows(db)).not.toContain(MONTH);
  expect(await all(db)).toEqual(whole);
  expect(await chains(db)).toEqual(held);
  expect((await verifyHead(db, head)).broken).toEqual([]);
});

test.each<[why: string, sql: string, told: RegExp]>([
  [
    'a packed day that was changed',
    `update look_day set content = set_byte(content, 40, 255 - get_byte(content, 40)) where router_id = 1`,
    /router 1/,
  ],
  [
    'another digest',
    `update look_day set digest = sha256('x') where router_id = 2`,
    /2026-03-.. of router 2: a packed day was changed/,
  ],
  [
    'days of two routers that changed places',
    `update look_day a set content = b.content, digest = b.digest from look_day b
      where b.day = a.day and b.router_id = 3 - a.router_id`,
    /holds another day or router/,
  ],
])('%s is told of', async (_why, sql, told) => {
  const { db, owner, looks } = await march(100);
  await store(db, looks);
  await packMonth(db, MONTH);
  await owner.$executeRawUnsafe(sql);
  const [check] = await chains(db);
  expect(check).toMatchObject({ holds: false, fault: expect.stringMatching(told) });
  await expect(all(db)).rejects.toThrow(told);
});

test('a packed day that is gone is found, and so are looks without a chain', async () => {
  const { db, owner, looks } = await march(100);
  await store(db, looks);
  await owner.$executeRawUnsafe('delete from look_chain');
  expect(await chains(db)).toMatchObject([{ holds: false, stored: { looks: 0 }, found: { looks: 100 } }]);
  expect(await beginChains(db)).toBe(1);
  expect(await beginChains(db)).toBe(0);
  expect(await chains(db)).toMatchObject([{ holds: true }]);
  await packMonth(db, MONTH);
  await owner.$executeRawUnsafe('delete from look_day where router_id = 1');
  expect(await chains(db)).toMatchObject([{ holds: false, stored: { looks: 100 }, found: { looks: 50 } }]);
});

test('looks of before there were chains are the beginning of theirs', async () => {
  const { db, owner, looks } = await march(100);
  await store(db, looks.slice(0, 60));
  await owner.$executeRawUnsafe('delete from look_chain');
  await store(db, looks.slice(60));
  expect(await chains(db)).toMatchObject([{ holds: true, stored: { looks: 100 } }]);
});

test('what a look of long ago read is found in its packed day', async () => {
  const { db, looks } = await march();
  await store(db, looks);
  const answered = looks.filter(({ routerId, outcome }) => routerId === 1 && outcome === 'answered');
  const some = answered[50]!;
  const wanted = [some, { routerId: 2, at: some.at }];
  const asked = async () => ({
    read: [...(await readAt(db, wanted))].map(([key, { users, uptimeSeconds }]) => [
      key,
      users,
      uptimeSeconds,
    ]),
    before: await lastAnsweredBefore(db, 1, some.at),
    ever: await lastAnsweredBefore(db, 1, from.getTime()),
    until: (await storedLooks(db, 1, from, new Date(some.at))).length,
  });
  const before = await asked();
  expect(before).toMatchObject({
    read: [[momentKey(some), some.users, some.uptimeSeconds]],
    before: answered[49]!.at,
    ever: null,
  });
  await packMonth(db, MONTH);
  expect(await asked()).toEqual(before);
});

test('the index of a month that is over is built anew once', async () => {
  const { db, owner, looks, entries, agent } = await march(3_000);
  expect(timeOf(entries.at(-1)!)).toBeLessThan(Date.parse('2026-03-31'));
  for (let at = 0; at < looks.length; at += 10) await store(db, looks.slice(at, at + 10));
  expect(await tidyMonth(db, MONTH)).toBe(false);
  await owner.$executeRawUnsafe('analyze look');
  expect(await tidyMonth(db, MONTH)).toBe(true);
  expect(await tidyMonth(db, MONTH)).toBe(false);
  expect(await tidyMonth(db, '2026-11')).toBe(false);
  expect(await tidyMonth(db, '2020-01')).toBe(false);
  expect(agent).toBeGreaterThan(0);
});
