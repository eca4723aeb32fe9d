import { gzipSync } from 'node:zlib';
import { Audience } from '#contract/announcements.ts';
import {
  type Feed,
  type FeedDraft,
  FeedFailure,
  FeedFormat,
  FeedMapping,
  FeedSystem,
} from '#contract/feeds.ts';
import { type Db, Prisma, type Tx } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';
import type { FeedFailed } from './feed-failed.ts';
import type { Place } from './parsed.ts';
import { nextAfter } from './when-next.ts';

/** ms between visits: warnings come sooner. */
export const intervalOf = (format: FeedFormat): number => (format === 'cap' ? 5 : 30) * 60_000;
/** ms that a visit may take before another controller takes it over. */
const LEASE_MS = 120_000;

export type Row = Prisma.FeedGetPayload<{ omit: { copy: true } }>;
const omit = { copy: true } as const;

/** A row with what its JSON columns hold, parsed. */
export const settingsOf = (row: Row) => ({
  format: FeedFormat.parse(row.format),
  mapping: row.mapping === null ? null : FeedMapping.parse(row.mapping),
  audience: Audience.parse(row.audience),
});

export function feedOf(row: Row): Feed {
  const failure = row.failure as { why: string; detail: string; since: string } | null;
  return {
    ...settingsOf(row),
    id: row.id,
    name: row.name,
    system: FeedSystem.parse(row.system),
    url: row.url,
    enabled: row.enabled,
    hasToken: row.tokenSealed !== null,
    hasPushToken: row.pushTokenHash !== null,
    triedAt: row.triedAt?.toISOString() ?? null,
    okAt: row.okAt?.toISOString() ?? null,
    nextAt: row.enabled && row.url !== null ? (row.nextAt?.toISOString() ?? null) : null,
    failures: row.failures,
    failure: failure && { ...failure, why: FeedFailure.parse(failure.why) },
    items: row.items,
    bytes: row.bytes,
    changedAt: row.changedAt.toISOString(),
    changedBy: row.changedBy,
  };
}

export const tokenName = (id: number) => `feed ${id} token`;

const columnsOf = (draft: FeedDraft, by: string, now: Date) => ({
  name: draft.name,
  system: draft.system,
  format: draft.format,
  url: draft.url,
  mapping: draft.mapping ?? Prisma.DbNull,
  audience: draft.audience,
  enabled: draft.enabled,
  intervalMs: intervalOf(draft.format),
  changedAt: now,
  changedBy: by,
});

export async function createFeed(
  tx: Tx,
  sealer: Sealer,
  draft: FeedDraft,
  by: string,
  now: Date,
): Promise<Row> {
  const { id } = await tx.feed.create({
    data: { ...columnsOf(draft, by, now), nextAt: now },
    select: { id: true },
  });
  const tokenSealed = draft.token ? sealer.seal(draft.token, tokenName(id)) : null;
  return await tx.feed.update({ where: { id }, data: { tokenSealed }, omit });
}

/** A change of the address or its token forgets what the old one said of itself; it is visited at once. */
export async function changeFeed(
  tx: Tx,
  sealer: Sealer,
  is: Row,
  draft: FeedDraft,
  by: string,
  now: Date,
): Promise<Row> {
  const isElsewhere = is.url !== draft.url;
  // A bearer is for the address that it was given for.
  const token = draft.token === undefined ? (isElsewhere ? null : undefined) : draft.token;
  return await tx.feed.update({
    where: { id: is.id },
    data: {
      ...columnsOf(draft, by, now),
      ...(token === undefined
        ? {}
        : { tokenSealed: token === null ? null : sealer.seal(token, tokenName(is.id)) }),
      etag: null,
      lastModified: null,
      failures: 0,
      failure: Prisma.DbNull,
      nextAt: now,
    },
    omit,
  });
}

export const listFeeds = (db: Db): Promise<Row[]> =>
  db.feed.findMany({ omit, orderBy: { name: 'asc' }, take: 200 });

export const findFeed = (db: Db | Tx, id: number): Promise<Row | null> =>
  db.feed.findUnique({ where: { id }, omit });

export const placesOf = (db: Db): Promise<Place[]> =>
  db.village.findMany({
    select: { code: true, name: true, kecamatan: true, lat: true, lng: true },
    orderBy: { code: 'asc' },
  });

/** Takes what is due, for a while: of several controllers one visits a feed. */
export async function takeDue(db: Db, now: Date, most: number): Promise<Row[]> {
  const taken = await db.$queryRaw<{ id: number }[]>`
    update feed set next_at = ${new Date(now.getTime() + LEASE_MS)}::timestamptz
    where id in (
      select id from feed where enabled and url is not null and (next_at is null or next_at <= ${now}::timestamptz)
      order by next_at nulls first limit ${most} for update skip locked)
    returning id`;
  return await db.feed.findMany({ where: { id: { in: taken.map(({ id }) => id) } }, omit });
}

export interface Good {
  /** Null: as it was. */
  readonly bytes: Uint8Array | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly items: number | null;
}

export async function noteGood(db: Db, row: Row, good: Good, now: Date, share: number): Promise<void> {
  await db.feed.updateMany({
    where: { id: row.id },
    data: {
      triedAt: now,
      okAt: now,
      nextAt: nextAfter(now, row.intervalMs, 0, share),
      failures: 0,
      failure: Prisma.DbNull,
      etag: good.etag,
      lastModified: good.lastModified,
      ...(good.items === null ? {} : { items: good.items }),
      ...(good.bytes === null ? {} : { bytes: good.bytes.length, copy: gzipSync(good.bytes) }),
    },
  });
}

export async function noteFailed(
  db: Db,
  row: Row,
  { why, message }: FeedFailed,
  now: Date,
  share: number,
): Promise<void> {
  const before = row.failure as { since: string } | null;
  const failures = Math.min(row.failures + 1, 10_000);
  await db.feed.updateMany({
    where: { id: row.id },
    data: {
      triedAt: now,
      failures,
      nextAt: nextAfter(now, row.intervalMs, failures, share),
      failure: { why, detail: message, since: before?.since ?? now.toISOString() },
    },
  });
}
