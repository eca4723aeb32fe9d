import type { IncidentLink } from '#contract/incidents.ts';
import type { Cause } from '#contract/outages.ts';
import type {
  OpenAnswer,
  OutageReports,
  PublicReport,
  ReportFigures,
  ReportGroup,
  ReportKind,
  ReportList,
  ReportQuery,
  ReportVia,
} from '#contract/resident-reports.ts';
import { type Db, Prisma } from '../platform/db.ts';
import { figuresOf, overdueOf, type Times } from './due.ts';
import { numberOf } from './number.ts';

export interface Row extends Times {
  readonly id: number;
  readonly number: string;
  readonly villageCode: string;
  readonly village: string;
  readonly kecamatan: string;
  readonly kind: ReportKind;
  readonly text: string | null;
  readonly via: ReportVia;
  readonly router: string | null;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly closing: string | null;
  readonly closedBy: string | null;
  readonly outageRouterId: number | null;
  readonly outageRouter: string | null;
  readonly outageAt: Date | null;
  readonly outageEndedAt: Date | null;
  readonly cause: Cause | null;
  readonly incidentId: number | null;
  readonly link: IncidentLink | null;
  readonly incidentEndedAt: Date | null;
}

const MOST = 1_000;

/** The reports that match, open ones first, then the newest. */
export async function rowsOf(db: Db, where: Prisma.Sql, limit = MOST): Promise<Row[]> {
  return await db.$queryRaw<Row[]>`
    select p.id, p.number, p.village_code as "villageCode", v.name as village, v.kecamatan, p.kind, p.text, p.via, r.name as router,
      p.received_at as "receivedAt", p.answer_due_at as "answerDueAt", p.close_due_at as "closeDueAt",
      p.answer, p.answered_at as "answeredAt", p.answered_by as "answeredBy",
      p.closing, p.closed_at as "closedAt", p.closed_by as "closedBy",
      o.router_id as "outageRouterId", w.name as "outageRouter", o.first_failed_at as "outageAt", o.ended_at as "outageEndedAt",
      coalesce((select u.cause from outage_ruling u where u.router_id = o.router_id and u.first_failed_at = o.first_failed_at
        order by u.id desc limit 1), o.cause) as cause,
      i.id as "incidentId", i.link, i.ended_at as "incidentEndedAt"
    from resident_report p join village v on v.code = p.village_code
    left join router r on r.id = p.router_id
    left join outage o on o.router_id = p.outage_router_id and o.first_failed_at = p.outage_first_failed_at
    left join router w on w.id = o.router_id
    left join incident i on i.id = p.incident_id
    where ${where}
    order by (p.closed_at is null) desc, p.received_at desc, p.id desc limit ${limit}`;
}

const said = (text: string | null, at: Date | null) =>
  text === null || at === null ? null : { text, at: at.toISOString() };

const outageOf = (row: Row) =>
  row.outageAt === null || row.cause === null
    ? null
    : {
        firstFailedAt: row.outageAt.toISOString(),
        endedAt: row.outageEndedAt?.toISOString() ?? null,
        cause: row.cause,
      };

const incidentOf = (row: Row) =>
  row.incidentId === null || row.link === null
    ? null
    : { id: row.incidentId, link: row.link, endedAt: row.incidentEndedAt?.toISOString() ?? null };

/** For whoever knows the number: nothing that tells who wrote it. */
export async function byNumber(db: Db, typed: string): Promise<PublicReport | null> {
  const number = numberOf(typed);
  if (number === null) return null;
  const [row] = await rowsOf(db, Prisma.sql`p.number = ${number}`, 1);
  if (!row) return null;
  return {
    number,
    village: { code: row.villageCode, name: row.village },
    kind: row.kind,
    state: row.closedAt !== null ? 'closed' : row.answeredAt !== null ? 'answered' : 'received',
    receivedAt: row.receivedAt.toISOString(),
    answerDueAt: row.answerDueAt.toISOString(),
    answer: said(row.answer, row.answeredAt),
    closing: said(row.closing, row.closedAt),
    outage: outageOf(row),
    incident: incidentOf(row),
  };
}

/** At most so many are shown on the village's page. */
const ANSWERS = 5;

export async function openAnswers(db: Db, village: string): Promise<OpenAnswer[]> {
  const rows = await db.$queryRaw<{ kind: ReportKind; answer: string; at: Date; reports: number }[]>`
    select min(kind) as kind, answer, max(answered_at) as at, count(*)::int as reports from resident_report
    where village_code = ${village} and closed_at is null and answer is not null
    group by answer order by max(answered_at) desc limit ${ANSWERS}`;
  return rows.map(({ kind, answer, at, reports }) => ({
    kind,
    answer,
    answeredAt: at.toISOString(),
    reports,
  }));
}

const within = (villages: readonly string[] | null) =>
  villages === null ? Prisma.sql`true` : Prisma.sql`p.village_code = any(${[...villages]}::text[])`;

const isOverdue = (now: Date) =>
  Prisma.sql`p.closed_at is null and (p.close_due_at < ${now}::timestamptz or (p.answered_at is null and p.answer_due_at < ${now}::timestamptz))`;

/** Grouped by village and outage; groups with open reports first, the overdue before the others. */
export async function listReports(
  db: Db,
  villages: readonly string[] | null,
  query: ReportQuery,
  now: Date,
): Promise<ReportList> {
  const { state, village, kind, overdue } = query;
  const parts = [
    within(villages),
    state === 'all'
      ? Prisma.sql`true`
      : state === 'open'
        ? Prisma.sql`p.closed_at is null`
        : Prisma.sql`p.closed_at is not null`,
    village === undefined ? Prisma.sql`true` : Prisma.sql`p.village_code = ${village}`,
    kind === undefined ? Prisma.sql`true` : Prisma.sql`p.kind = ${kind}`,
    overdue === 'true' ? isOverdue(now) : Prisma.sql`true`,
  ];
  const [rows, [counts]] = await Promise.all([
    rowsOf(db, Prisma.join(parts, ' and '), MOST + 1),
    db.$queryRaw<{ open: number; overdue: number }[]>`
      select count(*) filter (where p.closed_at is null)::int as open, count(*) filter (where ${isOverdue(now)})::int as overdue
      from resident_report p where ${within(villages)}`,
  ]);
  return {
    groups: groupsOf(rows.slice(0, MOST), now),
    open: counts?.open ?? 0,
    overdue: counts?.overdue ?? 0,
    more: rows.length > MOST,
  };
}

function groupsOf(rows: readonly Row[], now: Date): ReportGroup[] {
  const byKey = Map.groupBy(
    rows,
    (row) => `${row.villageCode}:${row.outageRouterId ?? ''}:${row.outageAt?.toISOString() ?? ''}`,
  );
  const groups = [...byKey].map(([key, members]): ReportGroup => {
    const first = members[0]!;
    const outage = outageOf(first);
    const reports = members.map((row) => ({
      id: row.id,
      number: row.number,
      kind: row.kind,
      text: row.text,
      via: row.via,
      router: row.router,
      receivedAt: row.receivedAt.toISOString(),
      answerDueAt: row.answerDueAt.toISOString(),
      closeDueAt: row.closeDueAt.toISOString(),
      overdue: overdueOf(row, now),
      answer:
        row.answer === null || row.answeredAt === null
          ? null
          : { text: row.answer, at: row.answeredAt.toISOString(), by: row.answeredBy ?? '' },
      closing:
        row.closing === null || row.closedAt === null
          ? null
          : { text: row.closing, at: row.closedAt.toISOString(), by: row.closedBy ?? '' },
    }));
    return {
      key,
      village: { code: first.villageCode, name: first.village, kecamatan: first.kecamatan },
      outage:
        outage === null
          ? null
          : { ...outage, routerId: first.outageRouterId ?? 0, router: first.outageRouter ?? '' },
      incident: incidentOf(first),
      open: reports.filter(({ closing }) => closing === null).length,
      overdue: reports.filter((one) => one.overdue !== null).length,
      reports,
    };
  });
  const rank = ({ open, overdue }: ReportGroup) => (overdue > 0 ? 2 : open > 0 ? 1 : 0);
  return groups.toSorted(
    (a, b) => rank(b) - rank(a) || b.reports[0]!.receivedAt.localeCompare(a.reports[0]!.receivedAt),
  );
}

/** Of that time, by village; the regency's are those of all. */
export async function figuresBetween(
  db: Db,
  from: Date,
  until: Date,
): Promise<{ regency: ReportFigures; villages: Map<string, ReportFigures> }> {
  const rows = await db.residentReport.findMany({
    where: {
      OR: [
        { receivedAt: { gte: from, lt: until } },
        { answerDueAt: { gte: from, lt: until } },
        { closeDueAt: { gte: from, lt: until } },
        { answeredAt: { gte: from, lt: until } },
        { closedAt: { gte: from, lt: until } },
      ],
    },
    select: {
      villageCode: true,
      receivedAt: true,
      answerDueAt: true,
      closeDueAt: true,
      answeredAt: true,
      closedAt: true,
    },
  });
  const byVillage = Map.groupBy(rows, ({ villageCode }) => villageCode);
  return {
    regency: figuresOf(rows, from, until),
    villages: new Map([...byVillage].map(([code, own]) => [code, figuresOf(own, from, until)])),
  };
}

/** What residents told during an outage: evidence beside it, never part of a figure. */
export async function reportsOfOutage(db: Db, routerId: number, firstFailedAt: Date): Promise<OutageReports> {
  const [row] = await db.$queryRaw<{ received: number; dead: number; first: Date | null }[]>`
    select count(*)::int as received, count(*) filter (where kind = 'dead')::int as dead, min(received_at) as first
    from resident_report where outage_router_id = ${routerId} and outage_first_failed_at = ${firstFailedAt}::timestamptz`;
  return {
    received: row?.received ?? 0,
    dead: row?.dead ?? 0,
    firstAt: row?.first?.toISOString() ?? null,
  };
}
