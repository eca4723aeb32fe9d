import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  DryRun,
  Feed,
  FeedDraft,
  type FeedFailure,
  FeedMapping,
  PushToken,
  SampleColumns,
} from '#contract/feeds.ts';
import { unknownCodes } from '../announcements/audience.ts';
import type { Prisma, Tx } from '../platform/db.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit, personOf, RowId } from '../staff/index.ts';
import { tryOut } from './dry-run.ts';
import { FeedFailed } from './feed-failed.ts';
import { columnsIn } from './mapped-rows.ts';
import type { Guard } from './public-address.ts';
import { newPushToken } from './push-token.ts';
import { changeFeed, createFeed, feedOf, findFeed, listFeeds, type Row, tokenName } from './store.ts';
import { textOf } from './text-of-bytes.ts';

const params = z.object({ id: RowId });
/** A sample travels as text within JSON, where each byte may take six. */
const SAMPLE_BODY = 7 * 1024 * 1024;
const Sample = z.string().max(1024 * 1024);
const FEEDS = 200;

/** Feeds: what there is and how it fares; made, changed, tried, thrown away. */
export function feedRoutes(app: App, guard: Guard): void {
  const { db, sealer, clock } = app;
  const tags = ['feeds'];
  const write = { verb: 'feed:write' } as const;

  app.get(
    '/api/feeds',
    {
      config: { verb: 'announcement:read' },
      schema: { tags, summary: 'All feeds and how they fare', response: { 200: z.array(Feed) } },
    },
    async () => (await listFeeds(db)).map(feedOf),
  );

  app.post(
    '/api/feeds',
    {
      config: write,
      schema: { body: FeedDraft, tags, summary: 'A feed; it is visited at once', response: { 201: Feed } },
    },
    async (request, reply) => {
      const now = clock();
      const row = await db.$transaction(async (tx) => {
        if ((await tx.feed.count()) >= FEEDS)
          throw new Refusal(409, 'conflict', `there are ${FEEDS} feeds already`);
        await mustStand(tx, request.body, null);
        const made = await createFeed(tx, sealer, request.body, personOf(request).name, now);
        await note(tx, request, 'feed:create', made, now);
        return made;
      });
      return reply.code(201).send(feedOf(row));
    },
  );

  app.put(
    '/api/feeds/:id',
    {
      config: write,
      schema: {
        params,
        body: FeedDraft,
        tags,
        summary: 'Changes it; it is visited at once',
        response: { 200: Feed },
      },
    },
    (request) =>
      change(request, 'feed:change', async (tx, is, now) => {
        await mustStand(tx, request.body, is.id);
        return await changeFeed(tx, sealer, is, request.body, personOf(request).name, now);
      }),
  );

  app.delete(
    '/api/feeds/:id',
    {
      config: write,
      schema: {
        params,
        tags,
        summary: 'Throws it away with all that came from it',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const now = clock();
      await db.$transaction(async (tx) => {
        const is = await mustBe(tx, request.params.id);
        await tx.feed.delete({ where: { id: is.id } });
        await note(tx, request, 'feed:delete', is, now);
      });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/feeds/:id/visit',
    { config: write, schema: { params, tags, summary: 'Visits it within seconds', response: { 200: Feed } } },
    (request) =>
      change(request, 'feed:visit', (tx, is, now) =>
        tx.feed.update({
          where: { id: is.id },
          data: { nextAt: now, etag: null, lastModified: null },
          omit: { copy: true },
        }),
      ),
  );

  app.post(
    '/api/feeds/:id/push-token',
    {
      config: write,
      schema: {
        params,
        tags,
        summary: 'A token to push with; one of before is void',
        response: { 200: PushToken },
      },
    },
    async (request) => {
      const { token, hash } = newPushToken();
      await change(request, 'feed:token', (tx, is) =>
        tx.feed.update({ where: { id: is.id }, data: { pushTokenHash: hash }, omit: { copy: true } }),
      );
      return { token };
    },
  );

  app.delete(
    '/api/feeds/:id/push-token',
    { config: write, schema: { params, tags, summary: 'Nobody pushes any more', response: { 200: Feed } } },
    (request) =>
      change(request, 'feed:token-void', (tx, is) =>
        tx.feed.update({ where: { id: is.id }, data: { pushTokenHash: null }, omit: { copy: true } }),
      ),
  );

  app.post(
    '/api/feeds/dry-run',
    {
      config: { ...write, rateLimit: { max: 30, timeWindow: 60_000 } },
      bodyLimit: SAMPLE_BODY,
      schema: {
        body: z.object({
          feed: FeedDraft,
          id: RowId.nullable().default(null),
          sample: Sample.nullable().default(null),
        }),
        tags,
        summary: 'What a feed would give now, fetched or of a sample; nothing is kept',
        response: { 200: DryRun },
      },
    },
    async (request) => {
      const { feed, id, sample } = request.body;
      const is = id === null ? null : await mustBe(db, id);
      const ownToken =
        is?.tokenSealed && is.url === feed.url ? sealer.open(is.tokenSealed, tokenName(is.id)) : null;
      const token = feed.token === undefined ? ownToken : feed.token;
      return await tryOut(db, feed, { sample, token, guard, now: clock() });
    },
  );

  app.post(
    '/api/feeds/columns',
    {
      config: { ...write, rateLimit: { max: 60, timeWindow: 60_000 } },
      bodyLimit: SAMPLE_BODY,
      schema: {
        body: z.object({ ...FeedMapping.pick({ shape: true, rows: true }).shape, sample: Sample }),
        tags,
        summary: 'Columns of a table, or paths of a list, with an example each',
        response: { 200: SampleColumns },
      },
    },
    async (request) => {
      try {
        return { columns: columnsIn(textOf(Buffer.from(request.body.sample)), request.body) };
      } catch (error) {
        throw refusalOf(error);
      }
    },
  );

  async function change(
    request: FastifyRequest<{ Params: { id: number } }>,
    act: string,
    work: (tx: Tx, is: Row, now: Date) => Promise<Row>,
  ): Promise<Feed> {
    const now = clock();
    return await db.$transaction(async (tx) => {
      const row = await work(tx, await mustBe(tx, request.params.id), now);
      await note(tx, request, act, row, now);
      return feedOf(row);
    });
  }
}

async function mustBe(tx: Pick<Tx, 'feed'>, id: number): Promise<Row> {
  const row = await findFeed(tx as Tx, id);
  if (!row) throw new Refusal(404, 'not-found', `there is no feed ${id}`);
  return row;
}

/** Its name is its own, and its audience is known. */
async function mustStand(tx: Tx, draft: FeedDraft, id: number | null): Promise<void> {
  const namesake = await tx.feed.findFirst({
    where: { name: draft.name, ...(id === null ? {} : { id: { not: id } }) },
  });
  if (namesake)
    throw new Refusal(409, 'conflict', `${draft.name} is there already`, { fields: { name: 'taken' } });
  const known = (await tx.village.findMany({ select: { code: true } })).map(({ code }) => code);
  const [unknown] = unknownCodes(draft.audience, known);
  if (unknown)
    throw new Refusal(400, 'invalid', `nobody knows ${unknown}`, { fields: { audience: 'unknown-code' } });
}

export async function note(
  tx: Tx,
  request: FastifyRequest,
  act: string,
  row: Row,
  at: Date,
  by?: string,
): Promise<void> {
  const { id, name, system, format, url, mapping, audience, enabled } = row;
  await audit(tx, {
    actor: by ?? personOf(request).name,
    act,
    target: `${id} ${name}`,
    from: request.ip,
    detail: {
      system,
      format,
      url,
      mapping,
      audience,
      enabled,
    } as Prisma.InputJsonObject,
    at,
  });
}

/** What failed, as the answer to whoever brought it. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof FeedFailed)) return error;
  const why: FeedFailure = error.why;
  return new Refusal(422, 'invalid', `${why}: ${error.message}`, { fields: { file: why } });
}
