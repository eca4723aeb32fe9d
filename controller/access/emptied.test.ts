import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { testDatabase } from '../platform/testing.ts';
import { EmptiedRouters } from './emptied.ts';
import { addTestRouter, testSealer } from './testing.ts';

const T = Date.parse('2026-11-25T03:00:00Z');
const at = (seconds: number) => new Date(T + seconds * 1_000);

test('who is not among the active of two looks is no longer online', async () => {
  await using database = await testDatabase();
  const { db } = database;
  const { id: routerId } = await addTestRouter(db, testSealer());
  const session = (name: string, updated: number) =>
    db.hotspotSession.create({
      data: {
        routerId,
        acctUniqueId: randomBytes(16).toString('hex'),
        acctSessionId: name,
        userName: name,
        callingStationId: name,
        acctStartTime: at(-600),
        acctUpdateTime: at(updated),
      },
    });
  await session('gone', -300);
  await session('just-begun', 20);
  const look = async (seconds: number, users: number, lastOutcome = 'answered') => {
    const data = { users, lastOutcome, lastAnsweredAt: at(seconds), state: 'up', since: at(-999) };
    await db.routerStatus.upsert({ where: { routerId }, create: { routerId, ...data }, update: data });
  };
  const emptied = new EmptiedRouters(db);

  await look(0, 0);
  expect(await emptied.close(at(1))).toBe(0); // one look
  expect(await emptied.close(at(2))).toBe(0); // the same look
  await look(30, 1);
  expect(await emptied.close(at(31))).toBe(0); // somebody is there: it begins anew
  await look(60, 0);
  await look(60, 0, 'timeout');
  expect(await emptied.close(at(61))).toBe(0);
  await look(10, 0);
  expect(await emptied.close(at(62))).toBe(0);
  await look(90, 0);
  expect(await emptied.close(at(91))).toBe(1);
  const left = await db.hotspotSession.findMany({ where: { acctStopTime: null } });
  expect(left.map(({ userName }) => userName)).toEqual(['just-begun']);
  const [gone] = await db.hotspotSession.findMany({ where: { userName: 'gone' } });
  expect(gone).toMatchObject({ acctStopTime: at(-300), acctTerminateCause: 'Presumed-Lost' });
});
