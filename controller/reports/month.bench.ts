import { expect, test } from 'vitest';
import { compareRouter } from '../outages/recompute.ts';
import { openDb } from '../platform/db.ts';
import { testDatabase } from '../platform/testing.ts';
import { monthFigures, monthReport } from './month/month-report.ts';

const FLEET = Number(process.env.BENCH_ROUTERS ?? 2_000);
const MONTH = '2026-10';
const NOW = new Date('2026-11-25T00:00:00Z');
/** Spans of a router and month: an outage or a degraded hour twice a day. */
const SPANS = 240;

/** Routers with a month of spans and the outages that belong to them; every 12th span is down, every 6th degraded. */
async function fleet(db: ReturnType<typeof openDb>, routers: number): Promise<void> {
  await db.$executeRaw`
    insert into village (code, name, kecamatan_code, kecamatan, lat, lng)
    select '16.10.01.' || lpad(i::text, 4, '0'), 'Desa ' || i, '16.10.01', 'Muara Kuang', 0, 0 from generate_series(1, 12) i`;
  await db.$executeRaw`
    insert into router (village_code, name, host, port, username, password_sealed, uplink, nas_identifier, radius_secret_sealed,
      portal_key, service_plan_id, in_service_since)
    select '16.10.01.' || lpad((1 + i % 12)::text, 4, '0'), 'r' || i, 'h', 1, 'u', '\\x00',
      'lte', 'r' || i, '\\x00', 'r' || i, (select min(id) from service_plan), '2026-01-01' from generate_series(1, ${routers}::int) i`;
  await db.$executeRaw`
    insert into span (router_id, state, reason, during)
    select r.id, case when n % 12 = 5 then 'down' when n % 12 in (2, 8) then 'degraded' else 'up' end,
      case when n % 12 in (2, 8) then 'uplink-loss' end,
      tstzrange('2026-09-30T17:00:00Z'::timestamptz + n * interval '186 minutes', '2026-09-30T17:00:00Z'::timestamptz + (n + 1) * interval '186 minutes')
    from router r, generate_series(0, ${SPANS - 1}::int) n`;
  await db.$executeRaw`
    insert into outage (router_id, first_failed_at, last_failed_at, last_good_at, first_good_at, ended_at, cause, evidence)
    select router_id, lower(during), upper(during), lower(during), upper(during), upper(during), 'uplink',
      '{"kind":"uptime-ran-on","signs":[],"began":null,"ended":null,"uptimeSeconds":1,"bootedAt":null,"answer":null}'::jsonb
    from span where state = 'down'`;
  await db.$executeRaw`analyze`;
}

async function middle(
  times: number,
  work: () => Promise<unknown>,
): Promise<{ ms: number; from: number; to: number }> {
  const took: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const begun = performance.now();
    await work();
    took.push(performance.now() - begun);
  }
  took.sort((a, b) => a - b);
  return { ms: took[Math.floor(times / 2)]!, from: took[0]!, to: took.at(-1)! };
}

const said = ({ ms, from, to }: { ms: number; from: number; to: number }) =>
  `${ms.toFixed(1)} ms (${from.toFixed(1)}–${to.toFixed(1)})`;

test(`the month from spans: 12 routers (goal 50 ms) and ${FLEET} (goal 1 s)`, {
  timeout: 600_000,
}, async () => {
  const table: Record<string, object> = {};
  for (const routers of [12, FLEET]) {
    await using t = await testDatabase();
    const owner = openDb(t.url, { as: 'owner', max: 1 });
    await fleet(owner, routers);
    await owner.$disconnect();
    const floor = await middle(
      7,
      () =>
        t.db
          .$queryRaw`select count(*) from span where during && tstzrange('2026-09-30T17:00:00Z', '2026-10-31T17:00:00Z')`,
    );
    const figures = await middle(7, () => monthFigures(t.db, MONTH, NOW));
    const report = await middle(3, () => monthReport(t.db, MONTH, NOW));
    expect((await monthFigures(t.db, MONTH, NOW)).felt.percent).toBeGreaterThan(70);
    table[`${routers} routers, ${routers * SPANS} spans`] = {
      'floor: count the spans': said(floor),
      'both figures': said(figures),
      'whole report with villages, outages and trend': said(report),
    };
  }
  console.table(table);
});

test('a router-year of looks, derived again (goal 10 s)', { timeout: 900_000 }, async () => {
  await using t = await testDatabase();
  const owner = openDb(t.url, { as: 'owner', max: 1 });
  await fleet(owner, 1);
  await owner.$executeRaw`delete from span`;
  await owner.$executeRaw`delete from outage`;
  const agent = await owner.agent.create({ data: { name: 'a', tokenHash: new Uint8Array([1]) } });
  for (let month = 0; month < 12; month += 1)
    await owner.$executeRaw`select ensure_look_partition(${new Date(Date.UTC(2025, 10 + month, 1))}::timestamptz)`;
  await owner.router.updateMany({ data: { inServiceSince: new Date('2025-11-01T00:00:00Z') } });
  const looks = await owner.$executeRaw`
    insert into look (router_id, at, agent_id, epoch, seq, outcome, took_ms, offset_ms, users, uptime_seconds, receive_bytes, transmit_bytes)
    select (select min(id) from router), '2025-11-01T00:00:00Z'::timestamptz + n * interval '30 seconds', ${agent.id},
      '00000000-0000-4000-8000-000000000001', n + 1, case when n % 2880 between 1000 and 1020 then 'timeout' else 'answered' end, 100, 0, 5,
      n * 30, n::numeric * 100000, n::numeric * 10000 from generate_series(0, 1051199) n`;
  await owner.$executeRaw`analyze look`;
  await owner.$disconnect();
  const { id } = await t.db.router.findFirstOrThrow();
  const { ms } = await middle(1, () =>
    compareRouter(t.db, id, new Date('2025-11-01T00:00:00Z'), new Date('2026-11-01T00:00:00Z')),
  );
  console.log(`${looks} looks of a router-year derived again in ${(ms / 1000).toFixed(1)} s (goal 10 s)`);
});
