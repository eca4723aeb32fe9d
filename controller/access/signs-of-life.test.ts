import { beforeEach, expect, test } from 'vitest';
import type { Db } from '../platform/db.ts';
import { SignsOfLife } from './signs-of-life.ts';
import { addTestRouter, type TestRouter, testSealer } from './testing.ts';
import { recordsForTests } from './testing-records.ts';

const site = recordsForTests();
let router: TestRouter;
beforeEach(async () => {
  router = await addTestRouter(site.database.db, testSealer());
});

const at = (time: string) => new Date(`2026-11-25T${time}Z`);
/** As rows say it: hour, slot, second. */
async function rowsOf(routerId: number) {
  const rows = await site.database.db.signOfLife.findMany({
    where: { routerId },
    orderBy: { hour: 'asc' },
  });
  return rows.flatMap(({ hour, slots }) =>
    [...slots].flatMap((value, slot) => (value === 0 ? [] : [`${hour.getUTCHours()} ${slot} ${value - 1}`])),
  );
}

test('the first word of each half minute is kept, to the second, over the turn of an hour', async () => {
  const signs = new SignsOfLife(site.database.db);
  for (const time of ['03:59:00.000', '03:59:29.999', '03:59:41.700', '03:59:42', '04:00:05'])
    signs.heard(router.id, at(time));
  await signs.write(at('04:00:06'));
  signs.heard(router.id, at('04:00:20'));
  signs.heard(router.id, at('04:00:31'));
  await signs.write(at('04:00:32'));
  expect(await rowsOf(router.id)).toEqual(['3 118 0', '3 119 11', '4 0 5', '4 1 1']);
});

test('what another controller wrote of the same half minute stands', async () => {
  const [one, other] = [new SignsOfLife(site.database.db), new SignsOfLife(site.database.db)];
  one.heard(router.id, at('03:00:03'));
  other.heard(router.id, at('03:00:09'));
  await one.write(at('03:00:10'));
  await other.write(at('03:00:10'));
  expect(await rowsOf(router.id)).toEqual(['3 0 3']);
});

test('a router that was deleted meanwhile holds nothing up, and what cannot be written waits', async () => {
  let gone = true;
  const db = {
    $executeRaw: (...given: Parameters<Db['$executeRaw']>) =>
      gone ? Promise.reject(new Error('no database')) : site.database.db.$executeRaw(...given),
  } as unknown as Db;
  const signs = new SignsOfLife(db);
  signs.heard(router.id + 1_000, at('03:00:03'));
  signs.heard(router.id, at('03:00:03'));
  await expect(signs.write(at('03:00:10'))).rejects.toThrow('no database');
  gone = false;
  signs.heard(router.id, at('03:00:33'));
  await signs.write(at('03:00:34'));
  expect(await rowsOf(router.id)).toEqual(['3 0 3', '3 1 3']);
});

test('an accounting packet is a word of its router when it arrives, whatever time it tells of', async () => {
  await site.say({ at: 95, status: 'interim', seconds: 30, delay: 60 });
  await expect.poll(() => rowsOf(site.router.id), { timeout: 10_000 }).toEqual(['3 3 5']);
  expect(await rowsOf(site.other.id)).toEqual([]);
});
