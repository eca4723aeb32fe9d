import { expect, test } from 'vitest';
import type { Db } from '../platform/db.ts';
import { Rejudge } from './causes/rejudge.ts';
import { deriveAgain } from './derive.ts';
import { Hearing } from './hear.ts';
import { evidenceOf } from './outage-rows.ts';
import { compareRouter, recomputedSpans, storedSpans } from './recompute.ts';
import { lockRouters } from './routers.ts';
import { signsOf } from './signs.ts';
import { house, T } from './testing-house.ts';

const every30 = (from: number, to: number) =>
  Array.from({ length: (to - from) / 30 + 1 }, (_, index) => from + index * 30);
const iso = (seconds: number) => new Date(T + seconds * 1000).toISOString();

/** The router spoke at these seconds after T; known only now. */
async function speak(db: Db, routerId: number, seconds: readonly number[], now: Date) {
  for (const at of seconds) {
    const instant = T + at * 1000;
    const hour = new Date(Math.floor(instant / 3_600_000) * 3_600_000);
    const slot = Math.floor((instant % 3_600_000) / 30_000);
    const second = Math.floor((instant % 30_000) / 1000) + 1;
    await db.$executeRaw`insert into sign_of_life as had (router_id, hour, kind, slots, changed_at)
      values (${routerId}, ${hour}, 'radius', set_byte(decode(repeat('00', 120), 'hex'), ${slot}::int, ${second}::int), ${now})
      on conflict (router_id, hour, kind) do update set slots = set_byte(had.slots, ${slot}::int, ${second}::int), changed_at = ${now}`;
  }
}

const told = async (db: Db, id: number) =>
  (await storedSpans(db, id))
    .filter(({ reason }) => reason !== 'never-looked')
    .map(({ state, from }) => `${(from - T) / 1000}:${state}`);

test('a router that spoke while it was called down was not; known late, it is folded anew, by both roads alike', async () => {
  const { ops, id, see } = await house();
  await using _ = ops;
  const { db } = ops;
  await see('answered', every30(0, 300), 50_000);
  await see('timeout', every30(330, 600));
  expect(await told(db, id)).toEqual(['0:up', '330:down']);
  await speak(db, id, [405], ops.clock.now);
  const hearing = new Hearing();
  const [heard] = await hearing.run(db, ops.clock.now);
  expect(heard?.delta).toMatchObject({ id, state: 'unknown', reason: 'unreadable', since: iso(405) });
  expect(await hearing.run(db, ops.clock.now)).toEqual([]);
  expect(await told(db, id)).toEqual(['0:up', '330:down', '405:unknown']);
  const outage = await db.outage.findFirstOrThrow();
  expect(outage).toMatchObject({ endedAt: new Date(iso(405)), firstGoodAt: null, cause: 'undetermined' });
  expect(evidenceOf(outage.evidence)).toMatchObject({
    ended: { from: iso(390), to: iso(405) },
    signs: expect.arrayContaining([{ kind: 'heard-again', at: iso(405), count: null, name: 'radius' }]),
  });

  // Failed looks alone no longer make it down; an answer makes it up.
  await see('timeout', every30(630, 1_200));
  expect(await told(db, id)).toEqual(['0:up', '330:down', '405:unknown']);
  await see('answered', every30(1_230, 1_290), 51_230);
  expect(await told(db, id)).toEqual(['0:up', '330:down', '405:unknown', '1230:up']);
  const again = await recomputedSpans(db, id, ops.clock.now);
  expect(await storedSpans(db, id)).toEqual(
    again.map(({ state, reason, from, to }) => ({ state, reason, from, to })),
  );
  expect((await compareRouter(db, id, new Date(T), ops.clock.now)).differences).toEqual([]);
});

test('what it says between failed looks is heard with the next look', async () => {
  const { ops, id, see } = await house();
  await using _ = ops;
  await see('answered', every30(0, 60), 50_000);
  await speak(ops.db, id, [100, 130, 170, 190, 220], new Date(T + 220_000));
  await see('timeout', [90, 120]);
  await see('timeout', [150, 180, 210, 240]);
  expect(await told(ops.db, id)).toEqual(['0:up', '90:unknown']);
  expect((await signsOf(ops.db, [id], T + 100_000, T + 190_000)).get(id)).toEqual(
    [130, 170, 190].map((at) => T + at * 1000),
  );
});

test('its last word narrows the start and its first one the end, also when they become known afterwards', async () => {
  const { ops, id, see } = await house();
  await using _ = ops;
  const { db } = ops;
  await see('answered', every30(0, 300), 50_000);
  await see('timeout', every30(330, 600));
  await see('answered', [660, 690], 50_660);
  const boundsOf = async () => {
    const { began, ended } = evidenceOf((await db.outage.findFirstOrThrow()).evidence);
    return { began, ended };
  };
  const byLooks = { began: { from: iso(300), to: iso(330) }, ended: { from: iso(600), to: iso(660) } };
  expect(await boundsOf()).toEqual(byLooks);
  await speak(db, id, [150, 318, 622, 655], ops.clock.now);
  await new Rejudge().run(db, ops.clock.now, async () => {});
  const narrowed = { began: { from: iso(318), to: iso(330) }, ended: { from: iso(600), to: iso(622) } };
  expect(await boundsOf()).toEqual(narrowed);
  expect(await told(db, id)).toEqual(['0:up', '330:down', '660:up']);
  const derived = await db.$transaction(async (tx) => {
    const [standing] = await lockRouters(tx, [id]);
    return await deriveAgain(tx, standing!, T, T + 700_000, ops.clock.now);
  });
  expect(derived.outages[0]?.evidence).toMatchObject(narrowed);
});

test('ten thousand rows of signs are found by their key', async () => {
  const { ops, id } = await house();
  await using _ = ops;
  await ops.db.$executeRaw`insert into sign_of_life (router_id, hour, kind, slots, changed_at)
    select ${id}, ${new Date(T)}::timestamptz - n * interval '1 hour', 'radius', decode(repeat('01', 120), 'hex'), now()
    from generate_series(1, 10000) n`;
  await ops.db.$executeRaw`analyze sign_of_life`;
  const plan = await ops.db.$queryRaw<{ 'QUERY PLAN': string }[]>`explain select slots from sign_of_life
    where router_id = any(${[id]}::int[]) and hour between ${new Date(T - 7_200_000)} and ${new Date(T)}`;
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('sign_of_life_pkey');
  const recent = await ops.db.$queryRaw<{ 'QUERY PLAN': string }[]>`explain select router_id from sign_of_life
    where changed_at >= ${new Date(T)} and hour >= ${new Date(T - 7_200_000)}`;
  expect(recent.map((row) => row['QUERY PLAN']).join('\n')).toContain('sign_of_life_hour_idx');
  // Twelve routers that speak all the time for a year: 105,120 rows.
  const [size] = await ops.db.$queryRaw<{ bytes: number }[]>`
    select (pg_total_relation_size('sign_of_life') * 10.512)::float8 as bytes`;
  expect(size!.bytes).toBeLessThan(50_000_000);
});
