import { expect, test } from 'vitest';
import { daysOf, takeChains } from '../outages/chains.ts';
import { lookOf } from '../outages/look.ts';
import { storeLooks } from '../outages/store-looks.ts';
import { batchOf, programme, timeOf, usualLooks } from '../outages/testing-days.ts';
import { type Db, openDb } from '../platform/db.ts';
import { testDatabase } from '../platform/testing.ts';
import { packMonth, tidyMonth } from './pack-days.ts';
import { verifyChains } from './verify-chains.ts';

const ROUTERS = 12;
const INTERVAL_MS = 30_000;
/** Rows stay 100 days, and until the whole of their month is that old. */
const MOST_ROW_DAYS = 100 + 31;
/** Of the present month and two days: their index is not built anew yet. */
const NEW_DAYS = 33;
const MONTH = '2026-01';
const DAYS = 31;
const BATCH = 5_000;

async function sizes(db: Db) {
  const [size] = await db.$queryRaw<[{ heap: bigint; indexes: bigint; packed: bigint; chains: bigint }]>`
    select pg_table_size('look_202601') as heap, pg_indexes_size('look_202601') as indexes,
      pg_total_relation_size('look_day') as packed, pg_total_relation_size('look_chain') as chains`;
  return size;
}

test('storage: a month of 12 routers as rows, and packed', { timeout: 30 * 60_000 }, async () => {
  await using t = await testDatabase();
  const { db } = t;
  const from = new Date(`${MONTH}-01T00:00:00Z`);
  const agent = await programme(db, ROUTERS, from);
  const source = usualLooks(ROUTERS, new Date(from.getTime() + 60_000), { intervalMs: INTERVAL_MS });
  const end = from.getTime() + DAYS * 86_400_000 - INTERVAL_MS;
  let count = 0;
  const begun = performance.now();
  for (let done = false; !done; ) {
    const entries = Array.from({ length: BATCH }, () => source.next().value).filter(
      (one) => timeOf(one) < end,
    );
    done = entries.length < BATCH;
    if (entries.length === 0) break;
    const looks = entries.map((entry) => lookOf(entry, agent, batchOf(entries).epoch));
    const stored = await db.$transaction(async (tx) => {
      const chains = await takeChains(tx, agent, looks[0]!.epoch, daysOf(looks));
      return await storeLooks(tx, looks, chains, db, new Date(end));
    });
    count += stored.length;
  }
  const filled = performance.now();
  const untidy = await sizes(db);
  const owner = openDb(t.url, { as: 'owner', max: 1 });
  await owner.$executeRaw`analyze look`;
  await owner.$disconnect();
  expect(await tidyMonth(db, MONTH)).toBe(true);
  expect(await tidyMonth(db, MONTH)).toBe(false);
  const rows = await sizes(db);
  const verified = performance.now();
  const before = await verifyChains(db, '2025-12-31', '2026-02-01');
  const verifiedRows = performance.now() - verified;
  const packing = performance.now();
  expect(await packMonth(db, MONTH)).toBe(count);
  const packed = performance.now() - packing;
  const [after] = await db.$queryRaw<[{ packed: bigint; chains: bigint }]>`
    select pg_total_relation_size('look_day') as packed, pg_total_relation_size('look_chain') as chains`;
  const again = performance.now();
  expect(await verifyChains(db, '2025-12-31', '2026-02-01')).toEqual(before);
  expect(before.every(({ holds }) => holds)).toBe(true);
  const verifiedPacked = performance.now() - again;

  const perRow = Number(rows.heap + rows.indexes) / count;
  const perPacked = Number(after.packed) / count;
  const aDay = (ROUTERS * 86_400_000) / INTERVAL_MS;
  const perNewRow = Number(untidy.heap + untidy.indexes) / count;
  const year =
    aDay * (NEW_DAYS * perNewRow + (MOST_ROW_DAYS - NEW_DAYS) * perRow + (365 - MOST_ROW_DAYS) * perPacked) +
    Number(after.chains) * 12;
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  console.log(
    [
      `storage: ${count} looks in ${seconds(filled - begun)} s`,
      `a row: ${perNewRow.toFixed(1)} bytes at first; once its month is over ${(Number(rows.heap) / count).toFixed(1)} bytes and ${(Number(rows.indexes) / count).toFixed(1)} of indexes; packed ${perPacked.toFixed(1)} bytes`,
      `packing the month ${seconds(packed)} s; verifying its chains ${seconds(verifiedRows)} s from rows, ${seconds(verifiedPacked)} s packed`,
      `router-year: ${((aDay * 365 * perRow) / ROUTERS / 1e6).toFixed(0)} MB as rows, ${((aDay * 365 * perPacked) / ROUTERS / 1e6).toFixed(1)} MB packed`,
      `12 routers × 1 year, ${MOST_ROW_DAYS} days of it rows: ${(year / 1e9).toFixed(2)} GB`,
    ].join('\n'),
  );
  expect(year).toBeLessThan(1.5e9);
});
