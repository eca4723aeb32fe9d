import { expect, test } from 'vitest';
import { type Look, lookOf } from '../outages/look.ts';
import { batchOf, programme, timeOf, usualLooks } from '../outages/testing-days.ts';
import { readConfig } from '../platform/config.ts';
import type { Db } from '../platform/db.ts';
import { testDatabase } from '../platform/testing.ts';
import { takeIn } from './take-in.ts';

const ROUNDS = 5;

/** The floor: the same rows by one bare statement, nothing else. */
const bare = (db: Db, looks: readonly Look[]) => {
  const column = <T>(of: (look: Look) => T) => looks.map(of);
  return db.$executeRaw`
    insert into look (router_id, at, agent_id, epoch, seq, outcome, took_ms, offset_ms, simulated, users, uptime_seconds,
      receive_bytes, transmit_bytes, detail, fault, loss_percent, radius_timeouts, radius_answers, voltage)
    select * from unnest(
      ${column((look) => look.routerId)}::int[], ${column((look) => new Date(look.at).toISOString())}::timestamptz[],
      ${column((look) => look.agentId)}::int[], ${column((look) => look.epoch)}::uuid[], ${column((look) => look.seq)}::bigint[],
      ${column((look) => look.outcome)}::text[], ${column((look) => look.tookMs)}::int[], ${column((look) => look.offsetMs)}::bigint[],
      ${column((look) => look.simulated)}::bool[], ${column((look) => look.users)}::smallint[],
      ${column((look) => look.uptimeSeconds)}::bigint[], ${column((look) => look.receiveBytes?.toString() ?? null)}::numeric[],
      ${column((look) => look.transmitBytes?.toString() ?? null)}::numeric[], ${column((look) => look.detail)}::text[],
      ${column((look) => look.fault)}::text[], ${column((look) => look.lossPercent)}::real[],
      ${column((look) => look.radiusTimeouts)}::bigint[], ${column((look) => look.radiusAnswers)}::bigint[],
      ${column((look) => look.voltage)}::real[])`;
};

/** ms that work took. */
async function lasted(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

test.each<[what: string, routers: number, size: number, batches: number]>([
  ['a backlog of 12 routers, batches of 500', 12, 500, 100],
  ['500 routers once each, batches of 500', 500, 500, 30],
  ['12 routers once each, batches of 12', 12, 12, 300],
])('ingest against a bare unnest: %s', { timeout: 600_000 }, async (what, routers, size, batches) => {
  const config = readConfig({});
  const ours: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    await using whole = await testDatabase();
    await using naked = await testDatabase();
    const since = new Date(Date.UTC(2026, 10, 1));
    const agent = await programme(whole.db, routers, since);
    const looks = usualLooks(routers, new Date(since.getTime() + 60_000), { seed: 7 + round });
    const work = Array.from({ length: batches }, () =>
      Array.from({ length: size }, () => looks.next().value),
    );
    const times = { ours: 0, floor: 0 };
    for (const [index, entries] of work.entries()) {
      const now = new Date(timeOf(entries.at(-1)!) + 1_000);
      const rows = entries.map((entry) => lookOf(entry, agent, batchOf(entries).epoch));
      const floorTook = await lasted(() => bare(naked.db, rows));
      const took = await lasted(() => takeIn(whole.db, config, agent, batchOf(entries), now));
      // The first ones meet cold caches on both sides.
      if (index < batches / 10) continue;
      times.floor += floorTook;
      times.ours += took;
    }
    if (round === 0) {
      const [{ n }] = await whole.db.$queryRaw<[{ n: number }]>`select count(*)::int as n from look`;
      expect(n).toBe(size * batches);
      continue;
    }
    ours.push(times.ours);
    floor.push(times.floor);
  }
  const counted = (batches - Math.ceil(batches / 10)) * size;
  const ratios = ours.map((took, index) => floor[index]! / took);
  console.log(
    `ingest, ${what}: ${middle(ratios).toFixed(2)} × a bare unnest (rounds ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}); ` +
      `${(counted / (middle(ours) / 1000)).toFixed(0)} against ${(counted / (middle(floor) / 1000)).toFixed(0)} looks/s`,
  );
});
