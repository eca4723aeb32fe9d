import type { DryRun, FeedDraft, PreviewItem } from '#contract/feeds.ts';
import type { FeedItem } from '../announcements/from-feed.ts';
import type { Db } from '../platform/db.ts';
import { FeedFailed } from './feed-failed.ts';
import { fetchFeed } from './fetch-feed.ts';
import { parseApart } from './parse-apart.ts';
import type { Guard } from './public-address.ts';
import { placesOf } from './store.ts';
import { readFetched } from './visit.ts';

export interface Trial {
  /** Text of a file; null: its address is asked. */
  readonly sample: string | null;
  readonly token: string | null;
  readonly guard: Guard;
  readonly now: Date;
}
const SHOWN = 50;

/** What a feed would give, by the very way that it would go; nothing is kept. */
export async function tryOut(db: Db, feed: FeedDraft, { sample, token, guard, now }: Trial): Promise<DryRun> {
  let bytes = 0;
  try {
    const order = {
      format: feed.format,
      mapping: feed.mapping,
      audience: feed.audience,
      places: await placesOf(db),
      now,
    };
    const url = feed.url ?? '';
    if (sample === null && url === '') throw new FeedFailed('no-address', 'neither an address nor a file');
    const fetched = sample === null ? await fetchFeed({ url, token }, guard) : null;
    const whole = fetched?.bytes ?? Buffer.from(sample ?? '');
    bytes = whole.length;
    const parsed = fetched
      ? await readFetched(fetched, order, { guard, url, token })
      : await parseApart({ ...order, bytes: whole });
    return {
      failure: null,
      items: parsed.items.slice(0, SHOWN).map(previewOf),
      faults: parsed.faults.slice(0, 100),
      bytes,
    };
  } catch (error) {
    if (!(error instanceof FeedFailed)) throw error;
    return { failure: { why: error.why, detail: error.message }, items: [], faults: [], bytes };
  }
}

const previewOf = ({
  key,
  kind,
  severity,
  title,
  body,
  audience,
  from,
  until,
  startsAt,
}: FeedItem): PreviewItem => ({
  key,
  kind,
  severity,
  title,
  body,
  audience,
  from: from?.toISOString() ?? null,
  until: until?.toISOString() ?? null,
  startsAt: startsAt?.toISOString() ?? null,
});
