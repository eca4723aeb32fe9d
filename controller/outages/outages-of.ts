import type { Cause, ContactAnswer, Outage, OutageQuery, Power } from '#contract/outages.ts';
import { type Db, Prisma } from '../platform/db.ts';
import { ANSWER_MEMORY_MS } from './causes/answers-of.ts';
import { momentKey, readAt } from './old-looks.ts';
import { evidenceOf } from './outage-rows.ts';
import { COUNTING, notesOf, RULED, type Ruling, rulingsOf } from './rulings.ts';

export interface OutageFilter extends OutageQuery {
  /** Villages that the person may see; null = all. */
  readonly villages: readonly string[] | null;
}

const included = {
  router: {
    select: {
      name: true,
      contactName: true,
      contactPhone: true,
      provider: true,
      customerNo: true,
      plnId: true,
      village: { select: { code: true, name: true } },
    },
  },
} satisfies Prisma.OutageInclude;
type Row = Prisma.OutageGetPayload<{ include: typeof included }>;

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Outages, the newest first, with whom to call and what was done about them. */
export async function outagesOf(db: Db, filter: OutageFilter, now: Date): Promise<Outage[]> {
  const ids = await idsOf(db, filter, now);
  const rows = await db.outage.findMany({
    where: { id: { in: ids } },
    include: included,
    orderBy: [{ firstFailedAt: 'desc' }, { id: 'desc' }],
  });
  if (rows.length === 0) return [];
  const users = await usersBefore(db, rows);
  const answers = Map.groupBy(await answersTo(db, rows), (row) => row.routerId);
  const reboots = Map.groupBy(await rebootsIn(db, rows), (row) => row.routerId);
  const rulings = await rulingsOf(db, ids);
  const notes = await notesOf(db, ids);
  const incidents = await incidentsOf(db, ids);
  return rows.map((row) => ({
    id: row.id,
    routerId: row.routerId,
    router: row.router.name,
    village: row.router.village,
    lastGoodAt: iso(row.lastGoodAt),
    firstFailedAt: row.firstFailedAt.toISOString(),
    lastFailedAt: row.lastFailedAt.toISOString(),
    firstGoodAt: iso(row.firstGoodAt),
    endedAt: iso(row.endedAt),
    cause: rulings.get(row.id)?.cause ?? (row.cause as Cause),
    judgedCause: row.cause as Cause,
    ruling: rulingOf(rulings.get(row.id)),
    incidentId: incidents.get(row.id) ?? null,
    notes: (notes.get(row.id) ?? []).map((note) => ({ ...note, at: note.at.toISOString() })),
    evidence: evidenceOf(row.evidence),
    simulated: row.simulated,
    usersBefore: users.get(row.id) ?? null,
    contacts: contactsOf(row.router),
    answers: (answers.get(row.routerId) ?? []).filter(({ at }) => isAbout(row, at)).map(answerOf),
    reboots: (reboots.get(row.routerId) ?? [])
      .filter(
        ({ askedAt }) => askedAt >= row.firstFailedAt && (row.endedAt === null || askedAt <= row.endedAt),
      )
      .map(({ askedAt, askedBy, state }) => ({ askedAt: askedAt.toISOString(), by: askedBy.name, state })),
  }));
}

const rulingOf = (ruling: Ruling | undefined): Outage['ruling'] =>
  ruling ? { ...ruling, at: ruling.at.toISOString() } : null;

/** Newest first; length and cause are judged by the database, so that the limit counts what is asked for. */
async function idsOf(db: Db, filter: OutageFilter, now: Date): Promise<number[]> {
  const { villages, village, router, open, cause, atLeast, from, to, limit } = filter;
  const when = (is: boolean, sql: Prisma.Sql) => (is ? sql : Prisma.empty);
  const rows = await db.$queryRaw<{ id: number }[]>`
    select o.id from outage o join router r on r.id = o.router_id ${RULED}
    where true
      ${when(villages !== null, Prisma.sql`and r.village_code = any(${[...(villages ?? [])]}::text[])`)}
      ${when(village !== undefined, Prisma.sql`and r.village_code = ${village}`)}
      ${when(router !== undefined, Prisma.sql`and o.router_id = ${router}`)}
      ${when(open === 'true', Prisma.sql`and o.ended_at is null`)}
      ${when(open === 'false', Prisma.sql`and o.ended_at is not null`)}
      ${when(cause !== undefined, Prisma.sql`and ${COUNTING} = ${cause}`)}
      ${when(from !== undefined, Prisma.sql`and o.first_failed_at >= ${from}::timestamptz`)}
      ${when(to !== undefined, Prisma.sql`and o.first_failed_at < ${to}::timestamptz`)}
      ${when(
        atLeast !== undefined,
        Prisma.sql`and extract(epoch from coalesce(o.ended_at, ${now}::timestamptz) - o.first_failed_at) >= ${atLeast}`,
      )}
    order by o.first_failed_at desc, o.id desc limit ${limit}`;
  return rows.map((row) => row.id);
}

async function incidentsOf(db: Db, ids: readonly number[]): Promise<Map<number, number>> {
  const rows = await db.$queryRaw<{ id: number; incident_id: number }[]>`
    select o.id, m.incident_id from outage o
    join incident_member m on m.router_id = o.router_id and m.first_failed_at = o.first_failed_at
    join incident i on i.id = m.incident_id and i.state <> 'rejected'
    where o.id = any(${[...ids]}::int[])`;
  return new Map(rows.map((row) => [row.id, row.incident_id]));
}

export const contactsOf = (router: Omit<Row['router'], 'name' | 'village'>): Outage['contacts'] => ({
  contact:
    router.contactName === null ? null : { name: router.contactName, phone: router.contactPhone ?? '' },
  provider: router.provider,
  customerNo: router.customerNo,
  plnId: router.plnId,
});

const isAbout = ({ firstFailedAt, endedAt }: Row, at: Date) =>
  at >= firstFailedAt && (endedAt === null || at.getTime() <= endedAt.getTime() + ANSWER_MEMORY_MS);

async function usersBefore(db: Db, rows: readonly Row[]): Promise<Map<number, number | null>> {
  const known = rows.flatMap(({ id, routerId, lastGoodAt }) =>
    lastGoodAt === null ? [] : [{ id, routerId, at: lastGoodAt.getTime() }],
  );
  const read = await readAt(db, known);
  return new Map(known.map((one) => [one.id, read.get(momentKey(one))?.users ?? null]));
}

const windowOf = (rows: readonly Row[]) => ({
  routerId: { in: [...new Set(rows.map((row) => row.routerId))] },
  from: rows.at(-1)!.firstFailedAt,
});

async function answersTo(db: Db, rows: readonly Row[]) {
  const { routerId, from } = windowOf(rows);
  return await db.contactAnswer.findMany({
    where: { routerId, at: { gte: from } },
    include: { staff: { select: { name: true } } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  });
}

const answerOf = (row: Awaited<ReturnType<typeof answersTo>>[number]): ContactAnswer => ({
  id: row.id,
  at: row.at.toISOString(),
  power: row.power as Power,
  note: row.note,
  by: row.staff.name,
});

async function rebootsIn(db: Db, rows: readonly Row[]) {
  const { routerId, from } = windowOf(rows);
  return await db.action.findMany({
    where: { routerId, kind: 'reboot', askedAt: { gte: from } },
    include: { askedBy: { select: { name: true } } },
    orderBy: { askedAt: 'desc' },
  });
}
