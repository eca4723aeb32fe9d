import { expect, test } from 'vitest';
import { house, T } from '../testing-house.ts';
import { Rejudge } from './rejudge.ts';

const nobody = async () => {};
const every30 = (from: number, to: number) =>
  Array.from({ length: (to - from) / 30 + 1 }, (_, index) => from + index * 30);

test('a neighbour on the feeder that fell with it makes it power, as soon as that is known', async () => {
  const { ops, id, add, see } = await house();
  await using _ = ops;
  const { db } = ops;
  await db.router.update({ where: { id }, data: { feeder: 'Indralaya-2', tower: 'A' } });
  const other = await add('harapan-1', '16.10.06.2021', { feeder: 'Indralaya-2', tower: 'B' });
  await db.router.update({ where: { id: other.id }, data: { provider: 'Indosat' } });
  await see('answered', [0], 50_000);
  await see('answered', [5], 90_000, other.id);
  await see('timeout', [30, 60, 90]);
  const cause = async () => (await db.outage.findFirstOrThrow({ where: { routerId: id } })).cause;
  expect(await cause()).toBe('undetermined');
  const rejudge = new Rejudge();
  expect(await rejudge.run(db, ops.clock.now, nobody)).toEqual(new Set());

  await see('timeout', [35, 65, 95], null, other.id);
  const told: number[] = [];
  const changed = await rejudge.run(db, ops.clock.now, async (_tx, changes) => {
    told.push(...changes.map((change) => change.routerId));
  });
  // The other knew of the first when it fell.
  expect([[...changed], told, await cause()]).toEqual([[id], [id], 'power']);
  expect(await rejudge.run(db, ops.clock.now, nobody)).toEqual(new Set());
});

test('a log that is read after the return tells a pulled plug from a power cut', async () => {
  const { ops, id, see } = await house();
  await using _ = ops;
  const { db } = ops;
  await see('answered', [0], 50_000);
  await see('timeout', every30(30, 570));
  await see('answered', [600], 20);
  const rejudge = new Rejudge();
  await rejudge.run(db, ops.clock.now, nobody);
  const readAt = new Date(T + 603_000);
  ops.clock.now = new Date(T + 605_000);
  await db.routerLogLine.createMany({
    data: [
      { stamp: '2026-11-25 10:00:21', message: 'sinyal-desa internet putus' },
      { stamp: '2026-11-25 10:09:41', message: 'router was rebooted without proper shutdown' },
    ].map((line, index) => ({
      ...line,
      routerId: id,
      readAt,
      storedAt: ops.clock.now,
      topics: 'script,warning',
      digest: new Uint8Array([index]),
    })),
  });
  expect(await rejudge.run(db, ops.clock.now, nobody)).toEqual(new Set([id]));
  const outage = await db.outage.findFirstOrThrow();
  expect(outage).toMatchObject({
    cause: 'uplink',
    evidence: { signs: [{ kind: 'log-uplink-first', name: 'internet' }, { kind: 'restarted' }] },
  });
});

test('hours go by while the feeder is back: somebody must look at the equipment', async () => {
  const { ops, id, add, see } = await house();
  await using _ = ops;
  const { db } = ops;
  await db.router.update({ where: { id }, data: { feeder: 'Indralaya-2' } });
  const other = await add('harapan-1', '16.10.06.2021', { feeder: 'Indralaya-2' });
  await see('answered', every30(0, 300), 50_000);
  await see('answered', every30(0, 600), 90_000, other.id);
  await see('timeout', [330, 360, 390]);
  const cause = async () => (await db.outage.findFirstOrThrow()).cause;
  const rejudge = new Rejudge();
  ops.clock.now = new Date(T + 2 * 3_600_000);
  await rejudge.run(db, ops.clock.now, nobody);
  expect(await cause()).toBe('undetermined');
  ops.clock.now = new Date(T + 3.1 * 3_600_000);
  await rejudge.run(db, ops.clock.now, nobody);
  expect(await cause()).toBe('site');
});
