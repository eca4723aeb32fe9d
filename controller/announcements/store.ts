import type {
  Announcement,
  AnnouncementDraft,
  AnnouncementKind,
  Audience,
  Severity,
} from '#contract/announcements.ts';
import type { Db, Prisma, Tx } from '../platform/db.ts';
import { byWeight, phaseOf } from './phase-of.ts';

/** Most that a list holds; the portal shows far fewer. */
const LIST_LIMIT = 500;

const included = {
  villages: { select: { villageCode: true }, orderBy: { villageCode: 'asc' } },
  picture: { select: { name: true, width: true, height: true } },
  feed: { select: { name: true, okAt: true } },
} satisfies Prisma.AnnouncementInclude;
export type Row = Prisma.AnnouncementGetPayload<{ include: typeof included }>;

export function audienceOf({ audience, kecamatan, villages }: Row): Audience {
  if (audience === 'kecamatan') return { kind: 'kecamatan', codes: kecamatan };
  if (audience === 'villages')
    return { kind: 'villages', codes: villages.map(({ villageCode }) => villageCode) };
  return { kind: 'all' };
}

export const announcementOf = (row: Row, now: Date): Announcement => ({
  id: row.id,
  kind: row.kind as AnnouncementKind,
  severity: row.severity as Severity,
  title: row.title,
  body: row.body,
  audience: audienceOf(row),
  from: row.from.toISOString(),
  until: row.until?.toISOString() ?? null,
  phase: phaseOf(row, now),
  version: row.version,
  writtenBy: row.writtenBy,
  publishedAt: row.publishedAt?.toISOString() ?? null,
  changedAt: row.changedAt.toISOString(),
  startsAt: row.startsAt?.toISOString() ?? null,
  endsAt: row.endsAt?.toISOString() ?? null,
  allDay: row.allDay,
  place: row.place,
  contact: row.contact,
  progressPercent: row.progressPercent,
  budgetIdr: row.budgetIdr?.toString() ?? null,
  picture: row.picture,
  source: row.feed && { feed: row.feed.name, okAt: row.feed.okAt?.toISOString() ?? null },
});

const dataOf = (draft: AnnouncementDraft, pictureId: number | null) => ({
  kind: draft.kind,
  severity: draft.severity,
  title: draft.title,
  body: draft.body,
  audience: draft.audience.kind,
  kecamatan: draft.audience.kind === 'kecamatan' ? [...new Set(draft.audience.codes)] : [],
  from: new Date(draft.from),
  until: dateOf(draft.until),
  startsAt: dateOf(draft.startsAt),
  endsAt: dateOf(draft.endsAt),
  allDay: draft.allDay,
  place: draft.place,
  contact: draft.contact,
  progressPercent: draft.progressPercent,
  budgetIdr: draft.budgetIdr === null ? null : BigInt(draft.budgetIdr),
  pictureId,
});
const dateOf = (instant: string | null) => (instant === null ? null : new Date(instant));
const villageRows = ({ audience }: AnnouncementDraft) =>
  audience.kind === 'villages' ? [...new Set(audience.codes)].map((villageCode) => ({ villageCode })) : [];

export const createAnnouncement = (
  tx: Tx,
  draft: AnnouncementDraft,
  pictureId: number | null,
  writer: { readonly id: number; readonly name: string },
  now: Date,
): Promise<Row> =>
  tx.announcement.create({
    data: {
      ...dataOf(draft, pictureId),
      villages: { create: villageRows(draft) },
      writtenById: writer.id,
      writtenBy: writer.name,
      changedAt: now,
    },
    include: included,
  });

export const saveAnnouncement = (
  tx: Tx,
  id: number,
  draft: AnnouncementDraft,
  pictureId: number | null,
  now: Date,
): Promise<Row> =>
  tx.announcement.update({
    where: { id },
    data: {
      ...dataOf(draft, pictureId),
      villages: { deleteMany: {}, create: villageRows(draft) },
      version: { increment: 1 },
      changedAt: now,
    },
    include: included,
  });

export const setPublished = (
  tx: Tx,
  id: number,
  is: { readonly publishedAt?: Date; readonly withdrawnAt: Date | null },
  now: Date,
): Promise<Row> =>
  tx.announcement.update({
    where: { id },
    data: { ...is, version: { increment: 1 }, changedAt: now },
    include: included,
  });

/** The row, locked until the transaction ends. */
export async function lockAnnouncement(tx: Tx, id: number): Promise<Row | null> {
  await tx.$executeRaw`select 1 from announcement where id = ${id} for update`;
  return await tx.announcement.findUnique({ where: { id }, include: included });
}

export const oneAnnouncement = (db: Db, id: number): Promise<Row | null> =>
  db.announcement.findUnique({ where: { id }, include: included });

/** The last changed first. */
export const listAnnouncements = (db: Db): Promise<Row[]> =>
  db.announcement.findMany({
    include: included,
    orderBy: [{ changedAt: 'desc' }, { id: 'desc' }],
    take: LIST_LIMIT,
  });

/** Published ones whose phase the clock changed after `since`, up to `now`. */
export const turnedBetween = (db: Db, since: Date, now: Date): Promise<Row[]> =>
  db.announcement.findMany({
    where: {
      publishedAt: { not: null },
      withdrawnAt: null,
      OR: [{ from: { gt: since, lte: now } }, { until: { gt: since, lte: now } }],
    },
    include: included,
    take: LIST_LIMIT,
  });

/** Shown in this village at `now`, or at some time from then on and before `before`. */
const showing = (village: string, now: Date, before: Date | null = null) =>
  ({
    publishedAt: { not: null },
    withdrawnAt: null,
    from: before === null ? { lte: now } : { lt: before },
    AND: [
      { OR: [{ until: null }, { until: { gt: now } }] },
      {
        OR: [
          { audience: 'all' },
          { audience: 'kecamatan', kecamatan: { has: village.slice(0, 8) } },
          { audience: 'villages', villages: { some: { villageCode: village } } },
        ],
      },
    ],
  }) satisfies Prisma.AnnouncementWhereInput;

/** What the residents of this village see now, or until `before`, in the order of `byWeight`. */
export async function shownIn(
  db: Db,
  village: string,
  now: Date,
  before: Date | null = null,
): Promise<Announcement[]> {
  const rows = await db.announcement.findMany({
    where: showing(village, now, before),
    include: included,
    orderBy: { from: 'desc' },
    take: LIST_LIMIT,
  });
  return rows.toSorted(byWeight).map((row) => announcementOf(row, now));
}

/** Is a warning in force in this village that began to be shown after `since`? */
export async function warningsSince(db: Db, village: string, since: Date, now: Date): Promise<boolean> {
  const later = { OR: [{ publishedAt: { gt: since } }, { from: { gt: since } }] };
  const found = await db.announcement.findFirst({
    where: { kind: 'warning', AND: [showing(village, now), later] },
    select: { id: true },
  });
  return found !== null;
}
