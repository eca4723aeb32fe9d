import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { eraseOldFromFeeds } from '../announcements/from-feed.ts';
import { every } from '../platform/every.ts';
import type { App } from '../platform/http.ts';
import { bringRoutes } from './bring-routes.ts';
import { tellOfFailedFeeds } from './chore.ts';
import { type Guard, isPublicAddress } from './public-address.ts';
import { feedRoutes } from './routes.ts';
import { takeDue, tokenName } from './store.ts';
import { visit } from './visit.ts';

/** ms between looks for what is due. */
const TURN_MS = 5_000;
/** Feeds that are visited at once. */
const AT_ONCE = 3;
const TIDY_MS = 600_000;

/** Announcements of other systems: fetched or brought, read, shown. The guard is another only in tests. */
export const feedsThrough = (guard: Guard) =>
  fp(
    async (fastify: FastifyInstance) => {
      const app = fastify as unknown as App;
      const { db, sealer, clock, log } = app;
      feedRoutes(app, guard);
      await app.register(async (scope) => bringRoutes(scope as unknown as App));

      const outside = {
        guard,
        share: Math.random,
        tokenOf: ({ id, tokenSealed }: { id: number; tokenSealed: Uint8Array | null }) =>
          tokenSealed === null ? null : sealer.open(tokenSealed, tokenName(id)),
      };
      every(app, 'visit feeds', TURN_MS, async () => {
        const due = await takeDue(db, clock(), AT_ONCE);
        const done = await Promise.allSettled(due.map((row) => visit(db, row, outside, clock)));
        for (const [index, { status, ...rest }] of done.entries())
          if (status === 'rejected')
            log.warn({ err: 'reason' in rest ? rest.reason : null, feed: due[index]?.id }, 'a visit broke');
      });
      every(app, 'tell of failed feeds, erase what is old', TIDY_MS, async () => {
        await tellOfFailedFeeds(db, clock());
        await eraseOldFromFeeds(db, clock());
      });
    },
    { name: 'feeds', dependencies: ['staff', 'villages', 'announcements'] },
  );

export default feedsThrough(isPublicAddress);
