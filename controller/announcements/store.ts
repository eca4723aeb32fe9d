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
});

const dataOf = ({ kind, severity, title, body, audience, from, until }: AnnouncementDraft) => ({
  kind,
  severity,
  title,
  body,
  audience: audience.kind,
  kecamatan: audience.kind === 'kecamatan' ? [...new Set(audience.codes)] : [],
  from: new Date(from),
  until: until === null ? null : new Date(until),
});
const villageRows = ({ audience }: AnnouncementDraft) =>
  audience.kind === 'villages' ? [...new Set(audience.codes)].map((villageCode) => ({ villageCode })) : [];

export const createAnnouncement = (
  tx: Tx,
  draft: AnnouncementDraft,
  writer: { readonly id: number; readonly name: string },
  now: Date,
): Promise<Row> =>
  tx.announcement.create({
    data: {
      ...dataOf(draft),
      villages: { create: villageRows(draft) },
      writtenById: writer.id,
      writtenBy: writer.name,
      changedAt: now,
    },
    include: included,
  });

export const saveAnnouncement = (tx: Tx, id: number, draft: AnnouncementDraft, now: Date): Promise<Row> =>
  tx.announcement.update({
    where: { id },
    data: {
      ...dataOf(draft),
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

/** What the residents of this village see now: danger before caution before news, each the newest first. */
export async function shownIn(db: Db, village: string, now: Date): Promise<Announcement[]> {
  const rows = await db.announcement.findMany({
    where: {
      publishedAt: { not: null },
      withdrawnAt: null,
      from: { lte: now },
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
    },
    include: included,
    orderBy: { from: 'desc' },
    take: LIST_LIMIT,
  });
  return rows
    .toSorted((a, b) =>
      byWeight({ ...a, severity: a.severity as Severity }, { ...b, severity: b.severity as Severity }),
    )
    .map((row) => announcementOf(row, now));
}
