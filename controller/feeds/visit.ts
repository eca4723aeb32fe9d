import { type Put, putFromFeed } from '../announcements/from-feed.ts';
import type { Db } from '../platform/db.ts';
import { FeedFailed } from './feed-failed.ts';
import { type Fetched, fetchFeed } from './fetch-feed.ts';
import type { ParseOrder } from './parse.ts';
import { parseApart } from './parse-apart.ts';
import type { Parsed } from './parsed.ts';
import type { Guard } from './public-address.ts';
import { noteFailed, noteGood, placesOf, type Row, settingsOf } from './store.ts';

export interface Outside {
  readonly guard: Guard;
  /** Bearer of a feed, opened. */
  readonly tokenOf: (row: Row) => string | null;
  /** From 0 to 1, for the jitter. */
  readonly share: () => number;
}

/** One visit: fetched, read, shown. What fails is written down and changes nothing that is shown. */
export async function visit(db: Db, row: Row, outside: Outside, clock: () => Date): Promise<void> {
  try {
    const { etag, lastModified } = row;
    const token = outside.tokenOf(row);
    const fetched = await fetchFeed({ url: row.url ?? '', etag, lastModified, token }, outside.guard);
    const now = clock();
    if (fetched === null)
      return await noteGood(db, row, { bytes: null, etag, lastModified, items: null }, now, outside.share());
    const parsed = await readFetched(
      fetched,
      { ...settingsOf(row), places: await placesOf(db), now },
      { ...outside, token, url: row.url ?? '' },
    );
    await putFromFeed(db, row, parsed, now);
    await noteGood(
      db,
      row,
      { ...fetched, ...validators(fetched, parsed), items: parsed.items.length },
      now,
      outside.share(),
    );
  } catch (error) {
    if (!(error instanceof FeedFailed)) throw error;
    await noteFailed(db, row, error, clock(), outside.share());
  }
}

/** A list of warnings is read anew each time: the files that it names change without it. */
const validators = (fetched: Fetched, parsed: Parsed) =>
  parsed.links.length > 0
    ? { etag: null, lastModified: null }
    : { etag: fetched.etag, lastModified: fetched.lastModified };

/** Reads a document, and of a list of CAP files those on the same host. Throws FeedFailed. */
export async function readFetched(
  { bytes }: { readonly bytes: Uint8Array },
  order: Omit<ParseOrder, 'bytes'>,
  from: { readonly guard: Guard; readonly url: string; readonly token: string | null },
): Promise<Parsed> {
  const list = await parseApart({ ...order, bytes });
  if (list.links.length === 0) return list;
  const here = new URL(from.url);
  const all: Parsed = {
    ...list,
    items: [...list.items],
    cancelled: [...list.cancelled],
    faults: [...list.faults],
  };
  for (const link of list.links) {
    if (!URL.canParse(link, here)) continue;
    const url = new URL(link, here);
    if (url.host !== here.host) continue;
    const one = await fetchFeed(
      { url: url.href, token: url.origin === here.origin ? from.token : null },
      from.guard,
    );
    if (one === null) continue;
    const parsed = await parseApart({ ...order, bytes: one.bytes });
    all.items.push(...parsed.items);
    all.cancelled.push(...parsed.cancelled);
    all.faults.push(...parsed.faults);
  }
  return all;
}

/** A document that was brought. Throws FeedFailed, and writes nothing then but that. */
export async function bring(
  db: Db,
  row: Row,
  bytes: Uint8Array,
  now: Date,
): Promise<Put & Pick<Parsed, 'faults'>> {
  try {
    const parsed = await parseApart({ ...settingsOf(row), bytes, places: await placesOf(db), now });
    const put = await putFromFeed(db, row, parsed, now);
    await noteGood(db, row, { bytes, etag: null, lastModified: null, items: parsed.items.length }, now, 0);
    return { ...put, faults: parsed.faults };
  } catch (error) {
    if (error instanceof FeedFailed) await noteFailed(db, row, error, now, 0);
    throw error;
  }
}
