import { z } from 'zod';
import { ImportResult } from '#contract/feeds.ts';
import { type App, Refusal } from '../platform/http.ts';
import { RowId } from '../staff/index.ts';
import { FEED_BYTES } from './fetch-feed.ts';
import { bearerOf, hashOf } from './push-token.ts';
import { note, refusalOf } from './routes.ts';
import { findFeed, type Row } from './store.ts';
import { bring } from './visit.ts';

/** A document that is brought: by a person as a file, by another system with its token. The body is its bytes. */
export async function bringRoutes(app: App): Promise<void> {
  const { db, clock } = app;
  const tags = ['feeds'];
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const rateLimit = { max: 30, timeWindow: 60_000 };

  app.post(
    '/api/feeds/:id/import',
    {
      config: { verb: 'feed:write', rateLimit },
      bodyLimit: FEED_BYTES,
      schema: {
        params: z.object({ id: RowId }),
        tags,
        summary: 'Takes a file in',
        response: { 200: ImportResult },
      },
    },
    async (request) => {
      const row = await findFeed(db, request.params.id);
      if (!row) throw new Refusal(404, 'not-found', `there is no feed ${request.params.id}`);
      const result = await take(row, request.body);
      await db.$transaction((tx) => note(tx, request, 'feed:import', row, clock()));
      return result;
    },
  );

  app.post(
    '/api/feeds/push',
    {
      config: { verb: 'public', rateLimit },
      bodyLimit: FEED_BYTES,
      schema: {
        tags,
        summary: 'Takes in what another system brings with the token of its feed',
        response: { 200: ImportResult },
      },
      // Before the body is read: nobody without a token may send a megabyte.
      onRequest: async (request) => {
        if (bearerOf(request.headers.authorization) === null) throw notOurs();
      },
    },
    async (request) => {
      const token = bearerOf(request.headers.authorization);
      if (token === null) throw notOurs();
      const row = await db.feed.findUnique({ where: { pushTokenHash: hashOf(token) }, omit: { copy: true } });
      if (!row) throw notOurs();
      if (!row.enabled) throw new Refusal(409, 'conflict', 'this feed is switched off');
      return await take(row, request.body);
    },
  );

  async function take(row: Row, body: unknown): Promise<ImportResult> {
    if (!Buffer.isBuffer(body) || body.length === 0) throw new Refusal(400, 'invalid', 'the body is empty');
    try {
      return await bring(db, row, body, clock());
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

const notOurs = () =>
  new Refusal(401, 'not-signed-in', 'a token of a feed is needed: Authorization: Bearer sdf_…');
