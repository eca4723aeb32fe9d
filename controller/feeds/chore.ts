import { closeOfficeChore, openOfficeChore } from '../chores/store.ts';
import type { Db } from '../platform/db.ts';

const DAY_MS = 86_400_000;

/** A chore of the office while a feed has failed for a day, by name. */
export async function tellOfFailedFeeds(db: Db, now: Date): Promise<void> {
  const rows = await db.feed.findMany({
    where: { enabled: true, failures: { gt: 0 } },
    select: { name: true, failure: true },
    orderBy: { name: 'asc' },
  });
  const failed = rows
    .filter(({ failure }) => {
      const since = (failure as { since?: string } | null)?.since;
      return since !== undefined && Date.parse(since) <= now.getTime() - DAY_MS;
    })
    .map(({ name }) => name);
  if (failed.length > 0) await openOfficeChore(db, 'feed-failed', failed.join(', ').slice(0, 500), now);
  else await closeOfficeChore(db, 'feed-failed', now);
}
