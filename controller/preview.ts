import fp from 'fastify-plugin';
import { z } from 'zod';
import { AnnouncementDraft } from '#contract/announcements.ts';
import { VillageCode } from '#contract/names.ts';
import { type App, Refusal } from './platform/http.ts';
import { renderPreview } from './portal/index.ts';

/** The real portal page with a draft on it, for the editor's frame. Here, since announcements do not know the portal. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    app.post(
      '/api/announcements/preview',
      {
        config: { verb: 'announcement:read' },
        schema: {
          querystring: z.object({ village: VillageCode, theme: z.enum(['light', 'dark']).default('light') }),
          body: AnnouncementDraft,
          tags: ['announcements'],
          summary: 'The portal page of a village with this draft on it',
        },
      },
      async (request, reply) => {
        const { theme } = request.query;
        const village = await app.db.village.findUnique({
          where: { code: request.query.village },
          select: { name: true },
        });
        if (!village) throw new Refusal(404, 'not-found', `there is no village ${request.query.village}`);
        return reply
          .type('text/html; charset=utf-8')
          .send(renderPreview(request.body, village.name, 'id', theme));
      },
    );
  },
  { name: 'preview', dependencies: ['staff', 'announcements'] },
);
