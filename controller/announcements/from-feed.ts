import type { AnnouncementKind, Audience, Severity } from '#contract/announcements.ts';
import type { Db, Tx } from '../platform/db.ts';

/** Most that one feed shows at once. */
export const ITEMS_PER_FEED = 50;
const DAY_MS = 86_400_000;
const KEPT_DAYS = 90;

/** What a feed says, as an announcement. */
export interface FeedItem {
  /** The same each time that this feed tells of it. */
  readonly key: string;
  readonly kind: AnnouncementKind;
  readonly severity: Severity;
  readonly title: string;
  readonly body: string;
  readonly audience: Audience;
  /** Null: from when it is first seen. */
  readonly from: Date | null;
  readonly until: Date | null;
  /** Days from `from`, where `until` is null; null: as long as the feed has it. */
  readonly daysShown: number | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly allDay: boolean;
  readonly place: string | null;
  readonly contact: string | null;
  readonly progressPercent: number | null;
  readonly budgetIdr: bigint | null;
}

export interface Told {
  readonly items: readonly FeedItem[];
  /** Keys (up to a `#`) that are called off: withdrawn at once. */
  readonly cancelled: readonly string[];
  /** The feed is the whole truth: what is no more in it ends now. Else it goes at its end. */
  readonly whole: boolean;
}

export interface Put {
  readonly added: number;
  readonly changed: number;
  readonly ended: number;
}

/**
 * Brings the announcements of a feed to what it tells at `now`. A version rises only where something changed; what staff
 * withdrew stays withdrawn. Locks the feed's row: two at once follow each other.
 */
export async function putFromFeed(
  db: Db,
  feed: { readonly id: number; readonly name: string },
  told: Told,
  now: Date,
): Promise<Put> {
  return await db.$transaction(async (tx) => {
    await tx.$executeRaw`select 1 from feed where id = ${feed.id} for update`;
    const rows = await tx.announcement.findMany({ where: { feedId: feed.id }, include: { villages: true } });
    const there = new Map(rows.map((row) => [row.feedKey, row]));
    const items = new Map(told.items.slice(0, ITEMS_PER_FEED).map((item) => [item.key, item]));
    let added = 0;
    let changed = 0;
    for (const item of items.values()) {
      const is = there.get(item.key);
      const data = dataOf(item, is?.from ?? now);
      if (!is) {
        const { villageCodes, ...columns } = data;
        await tx.announcement.create({
          data: {
            ...columns,
            feedId: feed.id,
            feedKey: item.key,
            writtenBy: feed.name,
            publishedAt: now,
            changedAt: now,
            villages: { create: villageCodes.map((villageCode) => ({ villageCode })) },
          },
        });
        added++;
      } else if (sameAs(data) !== sameAs({ ...is, villageCodes: is.villages.map((v) => v.villageCode) })) {
        const { villageCodes, ...columns } = data;
        await tx.announcement.update({
          where: { id: is.id },
          data: {
            ...columns,
            version: { increment: 1 },
            changedAt: now,
            villages: { deleteMany: {}, create: villageCodes.map((villageCode) => ({ villageCode })) },
          },
        });
        changed++;
      }
    }
    const cancelled = new Set(told.cancelled);
    let ended = 0;
    for (const row of rows) {
      const key = row.feedKey ?? '';
      const isOver = row.withdrawnAt !== null || (row.until !== null && row.until <= now);
      if (isOver) continue;
      if (cancelled.has(key) || cancelled.has(key.split('#')[0] ?? '')) {
        await end(tx, row.id, { withdrawnAt: now }, now);
        ended++;
      } else if (!items.has(key) && (told.whole || row.until === null)) {
        await end(tx, row.id, { until: now }, now);
        ended++;
      }
    }
    return { added, changed, ended };
  });
}

const end = (tx: Tx, id: number, how: { until: Date } | { withdrawnAt: Date }, now: Date) =>
  tx.announcement.update({ where: { id }, data: { ...how, version: { increment: 1 }, changedAt: now } });

/** Throws away what of feeds was over 90 days ago. */
export async function eraseOldFromFeeds(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
  const { count } = await db.announcement.deleteMany({
    where: {
      feedId: { not: null },
      OR: [{ until: { lt: before } }, { withdrawnAt: { lt: before } }],
    },
  });
  return count;
}

function dataOf(item: FeedItem, firstSeen: Date) {
  const { audience } = item;
  const from = item.from ?? firstSeen;
  const shownUntil = item.daysShown === null ? null : new Date(from.getTime() + item.daysShown * DAY_MS);
  return {
    kind: item.kind,
    severity: item.severity,
    title: item.title,
    body: item.body,
    audience: audience.kind,
    kecamatan: audience.kind === 'kecamatan' ? [...new Set(audience.codes)].sort() : [],
    villageCodes: audience.kind === 'villages' ? [...new Set(audience.codes)] : [],
    from,
    until: item.until ?? shownUntil,
    startsAt: item.startsAt,
    endsAt: item.endsAt,
    allDay: item.allDay,
    place: item.place,
    contact: item.contact,
    progressPercent: item.progressPercent,
    budgetIdr: item.budgetIdr,
  };
}

const sameAs = (
  data:
    | ReturnType<typeof dataOf>
    | (Omit<ReturnType<typeof dataOf>, 'kind' | 'severity' | 'audience'> & {
        kind: string;
        severity: string;
        audience: string;
      }),
) =>
  JSON.stringify([
    data.kind,
    data.severity,
    data.title,
    data.body,
    data.audience,
    [...data.kecamatan].sort(),
    [...data.villageCodes].sort(),
    data.from,
    data.until,
    data.startsAt,
    data.endsAt,
    data.allDay,
    data.place,
    data.contact,
    data.progressPercent,
    data.budgetIdr === null ? null : String(data.budgetIdr),
  ]);
