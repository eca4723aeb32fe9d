import type { Cause } from '#contract/outages.ts';
import type { Reason, State } from '#contract/status.ts';
import { evidenceOf } from '../../outages/outage-rows.ts';
import { notesOf, ruledIn, rulingsOf } from '../../outages/rulings.ts';
import type { Db } from '../../platform/db.ts';
import type { ReportFailure, ReportRouter, ReportSpan, RouterHistory } from './sources.ts';

interface RouterRow {
  id: number;
  name: string;
  uplink: string;
  provider: string | null;
  code: string;
  village: string;
  kecamatan: string;
  in_service_since: Date;
  removed_at: Date | null;
}

/** Routers that were in service in [from, to), those that were removed meanwhile included. */
export async function routersIn(db: Db, from: Date, to: Date): Promise<ReportRouter[]> {
  const rows = await db.$queryRaw<RouterRow[]>`
    select r.id, r.name, r.uplink, r.provider, v.code, v.name as village, v.kecamatan, r.in_service_since, r.removed_at
    from router r join village v on v.code = r.village_code
    where r.in_service_since < ${to} and (r.removed_at is null or r.removed_at > ${from}) order by r.id`;
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    uplink: row.uplink,
    provider: row.provider,
    village: { code: row.code, name: row.village, kecamatan: row.kecamatan },
    inServiceSince: row.in_service_since.getTime(),
    removedAt: row.removed_at?.getTime() ?? null,
  }));
}

/** Stored spans of each router that touch [from, to). One text a router: a row a span would cost more than the sums. */
export async function spansIn(
  db: Db,
  ids: readonly number[],
  from: Date,
  to: Date,
): Promise<Map<number, ReportSpan[]>> {
  // date_part gives a float, which holds ms since the epoch exactly; extract would reckon in numeric.
  const rows = await db.$queryRaw<{ router_id: number; spans: string }[]>`
    select router_id, '[' || string_agg('["' || state || '",' || coalesce('"' || reason || '"', 'null')
      || ',' || (date_part('epoch', lower(during)) * 1000)::int8
      || ',' || coalesce(((date_part('epoch', upper(during)) * 1000)::int8)::text, 'null') || ']', ',' order by lower(during)) || ']' as spans
    from span where router_id = any(${[...ids]}::int[]) and during && tstzrange(${from}, ${to}) group by router_id`;
  return new Map(rows.map((row) => [row.router_id, (JSON.parse(row.spans) as SpanText[]).map(spanOf)]));
}

type SpanText = [state: State, reason: Reason | null, from: number, to: number | null];
const spanOf = ([state, reason, from, to]: SpanText): ReportSpan => ({ state, reason, from, to });

/** Outages of each router that touch [from, to), with what staff ruled, wrote and did. */
export async function failuresIn(
  db: Db,
  ids: readonly number[],
  from: Date,
  to: Date,
): Promise<Map<number, ReportFailure[]>> {
  const rows = await db.outage.findMany({
    where: {
      routerId: { in: [...ids] },
      firstFailedAt: { lt: to },
      OR: [{ endedAt: null }, { endedAt: { gt: from } }],
    },
    orderBy: { firstFailedAt: 'asc' },
  });
  const outageIds = rows.map((row) => row.id);
  const rulings = await rulingsOf(db, outageIds);
  const done = await doneIn(db, outageIds);
  return Map.groupBy(
    rows.map((row) => ({
      routerId: row.routerId,
      lastGoodAt: row.lastGoodAt?.getTime() ?? null,
      firstFailedAt: row.firstFailedAt.getTime(),
      lastFailedAt: row.lastFailedAt.getTime(),
      firstGoodAt: row.firstGoodAt?.getTime() ?? null,
      endedAt: row.endedAt?.getTime() ?? null,
      cause: rulings.get(row.id)?.cause ?? (row.cause as Cause),
      judgedCause: row.cause as Cause,
      ruling: rulingOf(rulings.get(row.id)),
      signs: evidenceOf(row.evidence).signs,
      done: done.get(row.id) ?? [],
    })),
    (failure) => failure.routerId,
  );
}

const rulingOf = (ruling: { reason: string; by: string } | undefined) =>
  ruling ? { reason: ruling.reason, by: ruling.by } : null;

/** What was done about each outage, the oldest first: notes as they were written, and restarts. */
async function doneIn(db: Db, outageIds: readonly number[]): Promise<Map<number, string[]>> {
  if (outageIds.length === 0) return new Map();
  const reboots = await db.$queryRaw<{ id: number; at: Date; by: string }[]>`
    select o.id, a.asked_at as at, s.name as by from outage o
    join action a on a.router_id = o.router_id and a.kind = 'reboot' and a.asked_at >= o.first_failed_at
      and a.asked_at <= coalesce(o.ended_at, 'infinity')
    join staff s on s.id = a.asked_by_id where o.id = any(${[...outageIds]}::int[])`;
  const notes = await notesOf(db, outageIds);
  const said = [
    ...reboots.map(({ id, at, by }) => ({ id, at, text: rebootText(by) })),
    ...[...notes].flatMap(([id, all]) => all.map(({ at, note }) => ({ id, at, text: note }))),
  ];
  return new Map([...Map.groupBy(said, (one) => one.id)].map(([id, all]) => [id, inOrder(all)]));
}

/** As it stands on papers, which are Indonesian. */
export const rebootText = (by: string) => `Router diminta menyala ulang oleh ${by}`;

/** The oldest first; what was said at one time, by its words. */
export const inOrder = (said: readonly { readonly at: Date; readonly text: string }[]): string[] =>
  said
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.text < b.text ? -1 : 1))
    .map(({ text }) => text);

/** The cause that counts, by router and start of the outage. One text a router, as with spans. */
export async function causesIn(
  db: Db,
  ids: readonly number[],
  from: Date,
  to: Date,
): Promise<Map<number, Map<number, Cause>>> {
  const rows = await db.$queryRaw<{ router_id: number; causes: string }[]>`
    select router_id, string_agg((date_part('epoch', first_failed_at) * 1000)::int8 || ',' || cause, ';') as causes
    from outage where router_id = any(${[...ids]}::int[]) and first_failed_at < ${to} and (ended_at is null or ended_at > ${from})
    group by router_id`;
  const causes = new Map(
    rows.map((row) => [
      row.router_id,
      new Map(
        row.causes.split(';').map((text): [number, Cause] => {
          const [at, cause] = text.split(',');
          return [Number(at), cause as Cause];
        }),
      ),
    ]),
  );
  for (const { router_id: routerId, first_failed_at: at, cause } of await ruledIn(db, from, to))
    causes.get(routerId)?.set(at.getTime(), cause);
  return causes;
}

/** Each router's stored history of [from, to). */
export async function historiesIn(db: Db, from: Date, to: Date): Promise<RouterHistory[]> {
  const routers = await routersIn(db, from, to);
  const ids = routers.map(({ id }) => id);
  const [spans, failures] = await Promise.all([spansIn(db, ids, from, to), failuresIn(db, ids, from, to)]);
  return routers.map((router) => ({
    router,
    spans: spans.get(router.id) ?? [],
    failures: failures.get(router.id) ?? [],
  }));
}
