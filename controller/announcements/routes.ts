import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Announcement, AnnouncementDraft, type Audience } from '#contract/announcements.ts';
import type { Tx } from '../platform/db.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit, personOf, RowId, villagesOf } from '../staff/index.ts';
import { isInside, reaches, unknownCodes } from './audience.ts';
import { phaseOf } from './phase-of.ts';
import { pictureIdOf } from './picture-store.ts';
import {
  announcementOf,
  audienceOf,
  createAnnouncement,
  listAnnouncements,
  lockAnnouncement,
  type Row,
  saveAnnouncement,
  setPublished,
} from './store.ts';
import { keepVersion } from './versions.ts';

const params = z.object({ id: RowId });

/** Writing, scheduling, publishing, withdrawing. `tell` is called after each commit that residents or staff would see. */
export function announcementRoutes(app: App, tell: (row: Row) => Promise<void>): void {
  const { db, clock } = app;
  const tags = ['announcements'];

  app.get(
    '/api/announcements',
    {
      config: { verb: 'announcement:read' },
      schema: {
        tags,
        summary: 'All that reach a village of hers, the last changed first',
        response: { 200: z.array(Announcement) },
      },
    },
    async (request) => {
      const within = villagesOf(request);
      const now = clock();
      return (await listAnnouncements(db))
        .filter((row) => within === null || within.some((village) => reaches(audienceOf(row), village)))
        .map((row) => announcementOf(row, now));
    },
  );

  app.post(
    '/api/announcements',
    {
      config: { verb: 'announcement:write' },
      schema: { body: AnnouncementDraft, tags, summary: 'A draft', response: { 201: Announcement } },
    },
    async (request, reply) => {
      const now = clock();
      const row = await db.$transaction(async (tx) => {
        await mustReach(tx, request, request.body.audience);
        const picture = await pictureIdOf(tx, request.body.picture);
        const made = await createAnnouncement(tx, request.body, picture, personOf(request), now);
        await write(tx, request, 'announcement:create', made, now);
        return made;
      });
      await tell(row);
      return reply.code(201).send(announcementOf(row, now));
    },
  );

  app.put(
    '/api/announcements/:id',
    {
      config: { verb: 'announcement:write' },
      schema: {
        params,
        body: AnnouncementDraft.safeExtend({ version: z.number().int() }),
        tags,
        summary: 'An edit of the version that she saw; 409 when somebody was faster',
        response: { 200: Announcement },
      },
    },
    (request) =>
      change(request, 'announcement:change', async (tx, is, now) => {
        const { version, ...draft } = request.body;
        if (version !== is.version)
          throw new Refusal(
            409,
            'conflict',
            `version ${version} was changed in between: it is ${is.version} now`,
          );
        if (is.feedId !== null)
          throw new Refusal(
            409,
            'conflict',
            'it comes from a feed: it is withdrawn or shown, never rewritten',
          );
        await mustReach(tx, request, draft.audience);
        return await saveAnnouncement(tx, is.id, draft, await pictureIdOf(tx, draft.picture), now);
      }),
  );

  app.post(
    '/api/announcements/:id/publish',
    {
      config: { verb: 'announcement:write' },
      schema: { params, tags, summary: 'Shows it, from its time on', response: { 200: Announcement } },
    },
    (request) =>
      change(request, 'announcement:publish', async (tx, is, now) => {
        if (is.until !== null && is.until <= now)
          throw new Refusal(422, 'invalid', 'its time is over already', { fields: { until: 'past' } });
        if (is.publishedAt !== null && is.withdrawnAt === null) return null;
        return await setPublished(tx, is.id, { publishedAt: now, withdrawnAt: null }, now);
      }),
  );

  app.post(
    '/api/announcements/:id/withdraw',
    {
      config: { verb: 'announcement:write' },
      schema: { params, tags, summary: 'Takes it off every page at once', response: { 200: Announcement } },
    },
    (request) =>
      change(request, 'announcement:withdraw', async (tx, is, now) => {
        if (is.publishedAt === null) throw new Refusal(409, 'conflict', 'a draft was never shown');
        return is.withdrawnAt === null ? await setPublished(tx, is.id, { withdrawnAt: now }, now) : null;
      }),
  );

  app.delete(
    '/api/announcements/:id',
    {
      config: { verb: 'announcement:write' },
      schema: { params, tags, summary: 'Throws a draft away', response: { 204: z.null() } },
    },
    async (request, reply) => {
      const now = clock();
      await db.$transaction(async (tx) => {
        const is = await hers(tx, request, request.params.id);
        if (phaseOf(is, now) !== 'draft')
          throw new Refusal(409, 'conflict', 'what was published is withdrawn, never thrown away');
        await tx.announcement.delete({ where: { id: is.id } });
        await write(tx, request, 'announcement:delete', is, now);
      });
      return reply.code(204).send(null);
    },
  );

  /** `work` gives back the row as it became, or null when it was so already. */
  async function change(
    request: FastifyRequest<{ Params: { id: number } }>,
    act: string,
    work: (tx: Tx, is: Row, now: Date) => Promise<Row | null>,
  ): Promise<Announcement> {
    const now = clock();
    const { row, changed } = await db.$transaction(async (tx) => {
      const is = await hers(tx, request, request.params.id);
      const became = await work(tx, is, now);
      if (became) await write(tx, request, act, became, now);
      return { row: became ?? is, changed: became !== null };
    });
    if (changed) await tell(row);
    return announcementOf(row, now);
  }

  async function hers(tx: Tx, request: FastifyRequest, id: number): Promise<Row> {
    const row = await lockAnnouncement(tx, id);
    if (!row) throw new Refusal(404, 'not-found', `there is no announcement ${id}`);
    await mustReach(tx, request, audienceOf(row));
    return row;
  }

  /** The audience is known, and within her villages. */
  async function mustReach(tx: Tx, request: FastifyRequest, audience: Audience): Promise<void> {
    const known = (await tx.village.findMany({ select: { code: true } })).map(({ code }) => code);
    if (!isInside(audience, villagesOf(request), known))
      throw new Refusal(403, 'not-allowed', 'this reaches villages that are not yours', {
        fields: { audience: 'not-yours' },
      });
    const [unknown] = unknownCodes(audience, known);
    if (unknown)
      throw new Refusal(400, 'invalid', `nobody knows ${unknown}`, { fields: { audience: 'unknown-code' } });
  }

  /** The version and the audit entry, in the transaction of the act. */
  async function write(tx: Tx, request: FastifyRequest, act: string, row: Row, at: Date): Promise<void> {
    const by = personOf(request).name;
    const content = announcementOf(row, at);
    if (act !== 'announcement:delete') await keepVersion(tx, row, act.slice('announcement:'.length), by, at);
    await audit(tx, {
      actor: by,
      act,
      target: `${row.id} ${row.title}`,
      from: request.ip,
      detail: content,
      at,
    });
  }
}
