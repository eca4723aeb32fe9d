import { expect, test } from 'vitest';
import type { Db } from '../platform/db.ts';
import { Rejudge } from './causes/rejudge.ts';
import { type Look, lookOf } from './look.ts';
import { keepSessions } from './lte-sessions.ts';
import { evidenceOf } from './outage-rows.ts';
import { recordLooks } from './record.ts';
import { usualLooks } from './testing-days.ts';
import { house, T } from './testing-house.ts';

const every30 = (from: number, to: number) =>
  Array.from({ length: (to - from) / 30 + 1 }, (_, index) => from + index * 30);

/** An answered look whose router tells how long its modem's session has lasted. */
function told(routerId: number, seconds: number, lteSessionSeconds: number, uptimeSeconds: number): Look {
  const [usual] = usualLooks(1, new Date(T)).take(1).toArray();
  const at = new Date(T + seconds * 1000).toISOString();
  const reading = { ...usual!.reading!, uptimeSeconds, lteSessionSeconds };
  const entry = {
    ...usual!,
    seq: 900 + seconds,
    routerId,
    at,
    offsetMs: 0,
    outcome: 'answered' as const,
    reading,
  };
  return lookOf(entry, 1, '00000000-0000-4000-8000-000000000001');
}

const begun = async (db: Db) =>
  (await db.lteSession.findMany({ orderBy: { beganAt: 'asc' } })).map(
    ({ beganAt }) => (beganAt.getTime() - T) / 1000,
  );
const signs = async (db: Db) => evidenceOf((await db.outage.findFirstOrThrow()).evidence).signs;

test('a session is kept once, however often and blurred it is told', async () => {
  const { ops, id } = await house();
  await using _ = ops;
  const keep = (...looks: Look[]) => ops.db.$transaction((tx) => keepSessions(tx, looks, ops.clock.now));
  await keep(told(id, 100, 60, 900));
  await keep(told(id, 400, 361, 1_200), told(id, 700, 659, 1_500));
  await keep(told(id, 1_000, 20, 1_800));
  expect(await begun(ops.db)).toEqual([40, 980]);
});

test('the look with which it is back tells that its session began anew', async () => {
  const { ops, id, see } = await house();
  await using _ = ops;
  await see('answered', every30(0, 300), 50_000);
  await see('timeout', every30(330, 600));
  ops.clock.now = new Date(T + 630_000);
  await ops.db.$transaction((tx) => recordLooks(tx, [told(id, 630, 12, 50_330)], ops.clock.now));
  expect((await signs(ops.db)).slice(0, 2).map(({ kind, at }) => [kind, at])).toEqual([
    ['uptime-ran-on', null],
    ['lte-restarted', new Date(T + 618_000).toISOString()],
  ]);
});

test('told afterwards, the outage is judged again; a session that ran on says nothing', async () => {
  const { ops, id, see } = await house();
  await using _ = ops;
  await see('answered', every30(0, 300), 50_000);
  await see('timeout', every30(330, 600));
  await see('answered', every30(630, 690), 50_330);
  const tell = async (look: Look) => {
    await ops.db.$transaction((tx) => keepSessions(tx, [look], ops.clock.now));
    await new Rejudge().run(ops.db, ops.clock.now, async () => {});
    return (await signs(ops.db)).map(({ kind }) => kind);
  };
  expect(await tell(told(id, 690, 50_000, 50_390))).not.toContain('lte-restarted');
  expect(await tell(told(id, 690, 75, 50_390))).toContain('lte-restarted');
});
