import fp from 'fastify-plugin';
import type { Announcement } from '#contract/announcements.ts';
import { every } from '../platform/every.ts';
import type { App } from '../platform/http.ts';
import { villagesReached } from './audience.ts';
import { pictureRoutes } from './picture-routes.ts';
import { eraseUnused, pictureBytes } from './picture-store.ts';
import { announcementRoutes } from './routes.ts';
import { announcementOf, audienceOf, type Row, shownIn, turnedBetween, warningsSince } from './store.ts';
import { versionRoutes } from './versions.ts';

/** How late staff see that the clock has begun or ended one; residents' pages ask the clock themselves. */
const TURN_MS = 5_000;
const ERASE_MS = 3_600_000;

declare module 'fastify' {
  interface FastifyInstance {
    announcements: {
      /** What the residents of this village see at `now`, danger first. */
      shownIn(villageCode: string, now: Date): Promise<readonly Announcement[]>;
      /** What they see at some time of this span, told as of its beginning. */
      shownBetween(villageCode: string, from: Date, until: Date): Promise<readonly Announcement[]>;
      /** Is a warning in force there that began to be shown after `since`? */
      warningsSince(villageCode: string, since: Date, now: Date): Promise<boolean>;
      /** Bytes of a picture of that name, at most 15,360; null when there is none. */
      picture(name: string, format: 'webp' | 'jpeg'): Promise<Buffer | null>;
    };
  }
}

/** What a village is told: written by staff, shown by the portal. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, clock, live } = app;

    app.decorate('announcements', {
      shownIn: (village, now) => shownIn(db, village, now),
      shownBetween: (village, from, until) => shownIn(db, village, from, until),
      warningsSince: (village, since, now) => warningsSince(db, village, since, now),
      picture: (name, format) => pictureBytes(db, name, format),
    });

    const tell = async (row: Row) => {
      const known = await db.village.findMany({ select: { code: true } });
      const reached = villagesReached(
        audienceOf(row),
        known.map(({ code }) => code),
      );
      live.announcementChanged(announcementOf(row, clock()), reached);
    };
    announcementRoutes(app, tell);
    versionRoutes(app);
    pictureRoutes(app);
    every(app, 'erase pictures that nobody uses', ERASE_MS, async () => {
      await eraseUnused(db, clock());
    });

    let since = clock();
    every(app, 'tell of announcements that begin or end', TURN_MS, async () => {
      const now = clock();
      for (const row of await turnedBetween(db, since, now)) await tell(row);
      since = now;
    });
  },
  { name: 'announcements', dependencies: ['staff', 'villages'] },
);
