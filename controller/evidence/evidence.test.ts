import { expect, onTestFinished, test } from 'vitest';
import { lookRows } from '../outages/queries.ts';
import { recomputedSpans, storedSpans } from '../outages/recompute.ts';
import { storedLooks } from '../outages/stored-looks.ts';
import { house, T } from '../outages/testing-house.ts';
import { openDb } from '../platform/db.ts';
import { tellWitnesses, verifyChains, verifyHead } from './index.ts';
import { duePartitions, monthsOfRows, packMonth } from './pack-days.ts';
import { verifyHeadCommand } from './verify-head-command.ts';

const DAY = 86_400;
const every30 = (from: number, to: number) =>
  Array.from({ length: (to - from) / 30 + 1 }, (_, index) => from + index * 30);

/** A router that was looked at, and somebody who owns the database. */
async function watched() {
  const made = await house();
  const owner = openDb(made.ops.url, { as: 'owner', max: 1 });
  onTestFinished(async () => {
    await owner.$disconnect();
    await made.ops[Symbol.asyncDispose]();
  });
  return { ...made, db: made.ops.db, owner };
}
type Watched = Awaited<ReturnType<typeof watched>>;

test('every look is in the chain of its agent and day, in whatever order batches come', async () => {
  const { db, see } = await watched();
  await see('answered', every30(0, 300), 50_000);
  await see('answered', every30(DAY, DAY + 300), 50_000);
  // The day's earlier looks come later, with a higher seq; and a batch once more from before.
  await see('answered', every30(330, 600), 50_000);
  const checks = await verifyChains(db, '2026-11-24', '2026-11-27');
  expect(checks.map(({ day, stored, holds }) => [day, stored.looks, holds])).toEqual([
    ['2026-11-25', 21, true],
    ['2026-11-26', 11, true],
  ]);
});

test.each<[why: string, sql: string, seq: number | null]>([
  ['an outcome that was changed', `update look set outcome = 'timeout' where seq = 5`, 5],
  ['a counter that was changed', `update look set users = 1 where seq = 5`, 5],
  [
    'a time that was moved by a millisecond',
    `update look set at = at + interval '1 millisecond' where seq = 5`,
    5,
  ],
  ['a look that was taken out: the one after it', 'delete from look where seq = 5', 6],
  ['the last look, taken out: nothing after it tells', 'delete from look where seq = 11', null],
  [
    'a look that was added',
    `insert into look (router_id, at, agent_id, epoch, seq, outcome, took_ms, offset_ms)
      select router_id, at + interval '1 second', agent_id, epoch, 500, outcome, took_ms, offset_ms from look where seq = 5`,
    500,
  ],
  [
    'two looks that changed places',
    `update look set seq = case seq when 5 then 6 else 5 end where seq in (5, 6)`,
    5,
  ],
])('%s is found', async (_why, sql, seq) => {
  const { db, see, owner } = await watched();
  await see('answered', every30(0, 300), 50_000);
  await owner.$executeRawUnsafe(sql);
  const differsAt = seq === null ? null : { seq, at: expect.any(Number), routerId: expect.any(Number) };
  expect(await verifyChains(db, '2026-11-25', '2026-11-25')).toMatchObject([{ holds: false, differsAt }]);
});

test('a look keeps its check also when it comes with others that were there already', async () => {
  const { db, see, owner } = await watched();
  await see('answered', every30(0, 300), 50_000);
  // From before the others: a run of its own in the chain, stored by the road that expects doubles.
  await owner.$executeRawUnsafe('update look_chain set last_seq = 500');
  await see('answered', every30(330, 600), 50_000);
  const rows = await db.look.findMany({
    orderBy: { seq: 'asc' },
    select: { chainCheck: true, chainRun: true },
  });
  expect(rows.map(({ chainRun }) => chainRun)).toEqual([...Array(11).fill(0), ...Array(10).fill(1)]);
  expect(rows.every(({ chainCheck }) => chainCheck !== null)).toBe(true);
  await owner.$executeRawUnsafe(`update look set outcome = 'timeout' where seq = 15`);
  expect(await verifyChains(db, '2026-11-25', '2026-11-25')).toMatchObject([
    { holds: false, differsAt: { seq: 15 } },
  ]);
});

const morning = async ({ db }: Watched, day: number) => {
  await tellWitnesses(db, new Date(T + day * DAY * 1000));
  return await db.sentHead.findFirstOrThrow({ orderBy: { id: 'desc' } });
};

test('a head that was told holds while looks only come to it, and falls when one that was there is changed', async () => {
  const all = await watched();
  const { db, see, owner } = all;
  await see('answered', every30(0, 300), 50_000);
  const { head } = await morning(all, 1);
  expect(await verifyHead(db, head)).toMatchObject({ told: { day: '2026-11-25' }, chains: 1, broken: [] });
  await see('answered', every30(330, 600), 50_000);
  expect((await verifyHead(db, head.toUpperCase())).broken).toEqual([]);
  expect((await verifyHeadCommand(db, [head])).code).toBe(0);

  await owner.$executeRawUnsafe(`update look set outcome = 'timeout' where seq = 3`);
  // Who covers it up by writing the chain anew does not find the head that the witness has.
  const [check] = await verifyChains(db, '2026-11-25', '2026-11-25');
  await owner.$executeRawUnsafe(`update look_chain set head = decode('${check!.found.head}', 'hex')`);
  expect(await verifyChains(db, '2026-11-25', '2026-11-25')).toMatchObject([{ holds: true }]);
  expect((await verifyHead(db, head)).broken).toMatchObject([{ day: '2026-11-25', looks: 11 }]);
  expect(await verifyHeadCommand(db, [head])).toMatchObject({
    code: 1,
    said: [
      expect.stringMatching(/^does NOT hold/),
      expect.stringMatching(/11 samples then, first at the sample of sukamaju-1 at \S+ \(seq 3\)$/),
    ],
  });
  await owner.$executeRawUnsafe('delete from sent_head');
  expect(await verifyHeadCommand(db, [head])).toMatchObject({
    code: 1,
    said: [expect.stringMatching(/^NOT known/)],
  });
  expect((await verifyHeadCommand(db, ['abc'])).said[0]).toMatch(/^usage/);
});

test('each morning is told once; what came late to a day is told with the next', async () => {
  const all = await watched();
  const { db, see } = all;
  const agent = await db.alarmChannel.create({
    data: {
      name: 'Inspektorat',
      kind: 'mail',
      settingsSealed: new Uint8Array([1]),
      witness: true,
      createdAt: new Date(T),
    },
  });
  await db.alarmChannel.create({
    data: { name: 'Kantor', kind: 'mail', settingsSealed: new Uint8Array([1]), createdAt: new Date(T) },
  });
  await see('answered', every30(0, 300), 50_000);
  const first = await morning(all, 1);
  expect(await morning(all, 1)).toEqual(first);
  await see('answered', every30(330, 600), 50_000);
  await see('answered', every30(DAY, DAY + 60), 50_000);
  const second = await morning(all, 2);
  expect(second.chains).toMatchObject([
    { day: '2026-11-25', looks: 21 },
    { day: '2026-11-26', looks: 3 },
  ]);
  const messages = await db.alarmMessage.findMany({ orderBy: { id: 'asc' } });
  expect(
    messages.map(({ channelId, subject, content }) => [
      channelId,
      subject,
      (content as { head: string }).head,
    ]),
  ).toEqual([
    [agent.id, 'chain:2026-11-25', first.head],
    [agent.id, 'chain:2026-11-26', second.head],
  ]);
  expect((await morning(all, 30)).id).toBe(second.id);
});

test('a month that was packed gives the same looks, spans and chains, and its rows are gone', async () => {
  const { db, id, see, ops } = await watched();
  const june = Math.floor((Date.UTC(2026, 5, 10, 16, 50) - T) / 1000);
  await db.router.update({ where: { id }, data: { inServiceSince: new Date(T + june * 1000) } });
  await see('answered', every30(june, june + 600), 50_000);
  await see('timeout', every30(june + 630, june + 900));
  await see('answered', every30(june + 930, june + 1_800), 50_930);
  const looks = async () => await storedLooks(db, id, new Date(0), null);
  const spans = async () => await recomputedSpans(db, id, ops.clock.now);
  const before = {
    looks: await looks(),
    spans: await spans(),
    chains: await verifyChains(db, '2026-06-01', '2026-06-30'),
  };
  expect(before.chains.map(({ day, holds }) => [day, holds])).toEqual([
    ['2026-06-10', true],
    ['2026-06-11', true],
  ]);
  expect(await monthsOfRows(db)).toContain('2026-06');

  expect(await packMonth(db, '2026-06')).toBe(before.looks.length);
  expect(await monthsOfRows(db)).not.toContain('2026-06');
  const [{ rows } = { rows: 1n }] = await db.$queryRaw<{ rows: bigint }[]>`select count(*) as rows from look`;
  expect(rows).toBe(0n);
  expect({
    looks: await looks(),
    spans: await spans(),
    chains: await verifyChains(db, '2026-06-01', '2026-06-30'),
  }).toEqual(before);
  const shown = await lookRows(db, id, { from: null, before: ops.clock.now, limit: 5 });
  expect(shown.map(({ at }) => Date.parse(at))).toEqual(
    before.looks
      .slice(-5)
      .reverse()
      .map(({ at }) => at),
  );
  // A span of two days opens to all of its samples.
  const all = await lookRows(db, id, { from: new Date(0), before: ops.clock.now, limit: 200 });
  expect(all.map(({ at }) => Date.parse(at))).toEqual(before.looks.map(({ at }) => at).toReversed());
  const evening = new Date(Date.UTC(2026, 5, 10, 16, 58));
  const first = await lookRows(db, id, { from: null, before: evening, limit: 200 });
  expect(first.map(({ at }) => Date.parse(at))).toEqual(
    before.looks
      .map(({ at }) => at)
      .filter((at) => at <= evening.getTime())
      .toReversed(),
  );
  expect((await storedSpans(db, id)).map(({ state }) => state)).toEqual(
    before.spans.map(({ state }) => state),
  );
});

test('the database itself refuses to drop what is young, or not packed', async () => {
  const { db, id, see } = await watched();
  const june = Math.floor((Date.UTC(2026, 5, 10) - T) / 1000);
  await db.router.update({ where: { id }, data: { inServiceSince: new Date(T + june * 1000) } });
  await see('answered', every30(june, june + 600), 50_000);
  await see('answered', every30(0, 60), 50_000);
  const drop = (month: string) =>
    db.$queryRaw`select drop_look_partition(${new Date(`${month}-01T00:00:00Z`)}::timestamptz)`;
  await expect(drop('2026-06')).rejects.toThrow(/1 router-days of 2026-06 are not packed/);
  await expect(drop('2026-11')).rejects.toThrow(/younger than 100 days/);
  expect(await db.look.count()).toBe(24);
});

const months = ['2026-05', '2026-06', '2026-07', '2026-11'];
test.each<[why: string, rowDays: number, closed: string[], due: string[], waiting: string[]]>([
  ['nothing is closed', 100, [], [], ['2026-05', '2026-06', '2026-07']],
  [
    'a month waits for the next, which holds its last hours in WIB',
    100,
    ['2026-05'],
    [],
    ['2026-05', '2026-06', '2026-07'],
  ],
  ['two that are closed let one go', 100, ['2026-05', '2026-06'], ['2026-05'], ['2026-06', '2026-07']],
  ['young months stay', 400, ['2026-05', '2026-06', '2026-07', '2026-08'], [], []],
])('%s', (_why, rowDays, closed, due, waiting) => {
  const now = new Date('2026-11-25T00:00:00Z');
  expect(duePartitions(months, { rowDays, closed: new Set(closed) }, now)).toEqual({ due, waiting });
});
