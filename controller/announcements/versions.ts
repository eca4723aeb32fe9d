import { z } from 'zod';
import { AnnouncementVersion } from '#contract/announcements.ts';
import type { Db, Tx } from '../platform/db.ts';
import { type App, Refusal } from '../platform/http.ts';
import { RowId, villagesOf } from '../staff/index.ts';
import { reaches } from './audience.ts';
import { announcementOf, audienceOf, oneAnnouncement, type Row } from './store.ts';

/** Most that a history shows: nobody edits one more often. */
const MOST_VERSIONS = 200;

/** What `act` made of it, by whom. */
export async function keepVersion(tx: Tx, row: Row, act: string, by: string, at: Date): Promise<void> {
  await tx.announcementVersion.create({
    data: { announcementId: row.id, version: row.version, act, at, by, content: announcementOf(row, at) },
  });
}

async function versionsOf(db: Db, id: number): Promise<AnnouncementVersion[]> {
  const rows = await db.announcementVersion.findMany({
    where: { announcementId: id },
    orderBy: { version: 'desc' },
    take: MOST_VERSIONS,
  });
  return rows.map((row) => AnnouncementVersion.parse({ ...row, at: row.at.toISOString() }));
}

/** Who wrote, changed, published and withdrew it. */
export function versionRoutes(app: App): void {
  app.get(
    '/api/announcements/:id/versions',
    {
      config: { verb: 'announcement:read' },
      schema: {
        params: z.object({ id: RowId }),
        tags: ['announcements'],
        summary: 'All its versions, the newest first',
        response: { 200: z.array(AnnouncementVersion) },
      },
    },
    async (request) => {
      const { id } = request.params;
      const row = await oneAnnouncement(app.db, id);
      const within = villagesOf(request);
      if (!row || (within !== null && !within.some((village) => reaches(audienceOf(row), village))))
        throw new Refusal(404, 'not-found', `there is no announcement ${id}`);
      return await versionsOf(app.db, id);
    },
  );
}
