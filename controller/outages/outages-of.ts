import type { Cause, ContactAnswer, Outage, Power } from '#contract/outages.ts';
import type { Db, Prisma } from '../platform/db.ts';
import { ANSWER_MEMORY_MS } from './causes/answers-of.ts';
import { evidenceOf } from './outage-rows.ts';

export interface OutageFilter {
  readonly villages: readonly string[] | null;
  readonly open?: 'true' | 'false' | undefined;
  readonly village?: string | undefined;
  readonly router?: number | undefined;
  readonly limit: number;
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
export async function outagesOf(db: Db, filter: OutageFilter): Promise<Outage[]> {
  const codes =
    filter.village === undefined
      ? filter.villages
      : [filter.village].filter((code) => filter.villages?.includes(code) ?? true);
  const rows = await db.outage.findMany({
    where: {
      ...(filter.router === undefined ? {} : { routerId: filter.router }),
      ...(filter.open === undefined ? {} : { endedAt: filter.open === 'true' ? null : { not: null } }),
      router: codes === null ? {} : { villageCode: { in: [...codes] } },
    } satisfies Prisma.OutageWhereInput,
    include: included,
    orderBy: { firstFailedAt: 'desc' },
    take: filter.limit,
  });
  if (rows.length === 0) return [];
  const users = await usersBefore(db, rows);
  const answers = Map.groupBy(await answersTo(db, rows), (row) => row.routerId);
  const reboots = Map.groupBy(await rebootsIn(db, rows), (row) => row.routerId);
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
    cause: row.cause as Cause,
    judgedCause: row.cause as Cause,
    ruling: null,
    incidentId: null,
    notes: [],
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
  const known = rows.filter((row) => row.lastGoodAt !== null);
  const found = await db.$queryRaw<{ id: number; users: number | null }[]>`
    select o.id, max(l.users)::int as users from unnest(${known.map((row) => row.id)}::int[],
      ${known.map((row) => row.routerId)}::int[],
      ${known.map((row) => row.lastGoodAt!.toISOString())}::timestamptz[]) as o (id, router_id, at)
    join look l on l.router_id = o.router_id and l.at = o.at group by 1`;
  return new Map(found.map((row) => [row.id, row.users]));
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
