import fp from 'fastify-plugin';
import { lockAlarms, putMessage } from '../alarms/write.ts';
import { closeOfficeChore, openOfficeChore } from '../chores/store.ts';
import { chainDayOf } from '../outages/chain-link.ts';
import type { Db } from '../platform/db.ts';
import { every } from '../platform/every.ts';
import type { App } from '../platform/http.ts';
import { beginChains } from './begin-chains.ts';
import { tellHeads } from './heads.ts';
import { duePartitions, monthsOfRows, packMonth, tidyMonth } from './pack-days.ts';

export { brokenSinceTold, headOfDays, verifyHead } from './heads.ts';
export { placeText, verifyChains } from './verify-chains.ts';

const HEADS_MS = 60_000;
const PACK_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** WIB is UTC+7 all year. */
const WIB_MS = 7 * 3_600_000;

/** What makes the samples evidence: chains whose heads leave the house each morning, and days that are kept for ever. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, clock, config, log } = app;
    const closing = new AbortController();
    app.addHook('preClose', async () => closing.abort());

    let begun = false;
    every(app, 'heads of the chains', HEADS_MS, async () => {
      const now = clock();
      if (!begun) await beginChains(db, closing.signal);
      begun = true;
      if (wibTime(now) >= config.headsAt) await tellWitnesses(db, now);
    });

    every(app, 'packing old samples', PACK_MS, async () => {
      const rules = { rowDays: config.lookDays, closed: await closedMonths(db) };
      const { due, waiting } = duePartitions(await monthsOfRows(db), rules, clock());
      for (const month of due) {
        const looks = await packMonth(db, month, closing.signal);
        log.info({ month, looks }, 'samples packed, their rows dropped');
      }
      for (const month of await monthsOfRows(db))
        if (await tidyMonth(db, month)) log.info({ month }, 'index of samples built anew');
      const withLooks = await nonEmpty(db, waiting);
      if (withLooks.length > 0) await openOfficeChore(db, 'report-open', withLooks.join(', '), clock());
      else await closeOfficeChore(db, 'report-open', clock());
    });
  },
  { name: 'evidence', dependencies: ['staff', 'outages', 'alarms'] },
);

/** HH:MM in WIB. */
const wibTime = (at: Date) => new Date(at.getTime() + WIB_MS).toISOString().slice(11, 16);

/** Tells every witness the head of yesterday's chains, once a day; what is on record can be verified whoever was told. */
export async function tellWitnesses(db: Db, now: Date): Promise<void> {
  const yesterday = chainDayOf(now.getTime() - DAY_MS);
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('heads of the chains'))`;
    if (await tx.sentHead.findFirst({ where: { day: new Date(`${yesterday}T00:00:00Z`) } })) return;
    const told = await tellHeads(tx, yesterday, now);
    if (!told) return;
    await lockAlarms(tx);
    const witnesses = await tx.alarmChannel.findMany({ where: { disabledAt: null, witness: true } });
    const content = { kind: 'chain-head', day: yesterday, head: told.head, looks: told.looks };
    for (const { id } of witnesses) await putMessage(tx, id, `chain:${yesterday}`, content, now);
  });
}

async function closedMonths(db: Db): Promise<Set<string>> {
  const rows = await db.closedReport.findMany({ distinct: ['month'], select: { month: true } });
  return new Set(rows.map(({ month }) => month));
}

/** Partitions are made ahead: an empty month waits for nobody. */
async function nonEmpty(db: Db, months: readonly string[]): Promise<string[]> {
  const kept: string[] = [];
  for (const month of months) {
    const from = new Date(`${month}-01T00:00:00Z`);
    const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
    const found = await db.$queryRaw<
      unknown[]
    >`select 1 from look where at >= ${from} and at < ${to} limit 1`;
    if (found.length > 0) kept.push(month);
  }
  return kept;
}
