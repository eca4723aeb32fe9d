import { z } from 'zod';
import { Instant, RouterId, VillageCode } from '#contract/names.ts';
import {
  Deadlines,
  OutageReports,
  ReportList,
  ReportQuery,
  Templates,
  ToReports,
} from '#contract/resident-reports.ts';
import { Prisma } from '../platform/db.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit, mustHaveRight, personOf, villagesOf } from '../staff/index.ts';
import { csvOf } from './csv.ts';
import { listReports, reportsOfOutage, rowsOf } from './read.ts';
import { deadlinesOf, saveDeadlines, saveTemplates, templatesOf } from './settings.ts';
import { tellResidents } from './tell.ts';

const CSV_ROWS = 50_000;
const tags = ['resident reports'];
const read = { verb: 'resident-report:read' } as const;
const write = { verb: 'resident-report:write' } as const;

export function reportRoutes(app: App): void {
  const { db, clock } = app;

  app.get(
    '/api/resident-reports',
    {
      config: read,
      schema: {
        querystring: ReportQuery,
        tags,
        summary: 'Reports by village and outage',
        response: { 200: ReportList },
      },
    },
    (request) => listReports(db, villagesOf(request), request.query, clock()),
  );

  app.get(
    '/api/resident-reports.csv',
    {
      config: read,
      schema: {
        querystring: z.object({ from: Instant, until: Instant, village: VillageCode.optional() }),
        tags,
        summary: 'Reports of a time for SP4N-LAPOR!, without what residents wrote',
      },
    },
    async (request, reply) => {
      const { from, until, village } = request.query;
      const villages = villagesOf(request);
      const rows = await rowsOf(
        db,
        Prisma.sql`p.received_at >= ${new Date(from)}::timestamptz and p.received_at < ${new Date(until)}::timestamptz
          and ${villages === null ? Prisma.sql`true` : Prisma.sql`p.village_code = any(${[...villages]}::text[])`}
          and ${village === undefined ? Prisma.sql`true` : Prisma.sql`p.village_code = ${village}`}`,
        CSV_ROWS + 1,
      );
      if (rows.length > CSV_ROWS) throw new Refusal(413, 'too-large', 'take a shorter time');
      return reply
        .header('Content-Type', 'text/csv; charset=utf-8')
        .header('Content-Disposition', `attachment; filename="laporan-warga-${from.slice(0, 10)}.csv"`)
        .send(csvOf(rows));
    },
  );

  app.get(
    '/api/resident-reports/of-outage',
    {
      config: { verb: 'status:read' },
      schema: {
        querystring: z.object({ router: RouterId, firstFailedAt: Instant }),
        tags,
        summary: 'How many residents reported an outage: evidence beside it',
        response: { 200: OutageReports },
      },
    },
    async (request) => {
      const { router, firstFailedAt } = request.query;
      const row = await db.router.findUnique({ where: { id: router }, select: { villageCode: true } });
      if (!row) throw new Refusal(404, 'not-found', `there is no router ${router}`);
      mustHaveRight(request, 'status:read', row.villageCode);
      return await reportsOfOutage(db, router, new Date(firstFailedAt));
    },
  );

  for (const deed of ['answer', 'close'] as const)
    app.post(
      `/api/resident-reports/${deed}`,
      {
        config: write,
        schema: {
          body: ToReports,
          tags,
          summary: deed === 'answer' ? 'One answer to these reports' : 'Closes these reports with words',
          response: { 200: z.object({ changed: z.number().int() }) },
        },
      },
      async (request) => ({
        changed: await tellResidents(
          db,
          deed,
          request.body,
          {
            name: personOf(request).name,
            from: request.ip,
            mustHave: (village) => mustHaveRight(request, 'resident-report:write', village),
          },
          clock(),
        ),
      }),
    );

  app.get(
    '/api/resident-reports/deadlines',
    { config: read, schema: { tags, summary: 'Hours to answer and to close', response: { 200: Deadlines } } },
    () => deadlinesOf(db),
  );

  app.put(
    '/api/resident-reports/deadlines',
    {
      config: { verb: 'report:write' },
      schema: {
        body: Deadlines,
        tags,
        summary: 'Changes the hours for reports to come',
        response: { 200: Deadlines },
      },
    },
    async (request) => {
      const now = clock();
      const { name } = personOf(request);
      await db.$transaction(async (tx) => {
        await saveDeadlines(tx, request.body, name, now);
        await audit(tx, {
          actor: name,
          act: 'resident-report:deadlines',
          target: 'office',
          from: request.ip,
          detail: request.body,
          at: now,
        });
      });
      return request.body;
    },
  );

  app.get(
    '/api/resident-reports/templates',
    { config: write, schema: { tags, summary: 'Her own quick answers', response: { 200: Templates } } },
    (request) => templatesOf(db, personOf(request).id),
  );

  app.put(
    '/api/resident-reports/templates',
    {
      config: write,
      schema: { body: Templates, tags, summary: 'Keeps her own quick answers', response: { 200: Templates } },
    },
    async (request) => {
      const { id, name } = personOf(request);
      await db.$transaction((tx) => saveTemplates(tx, id, request.body, name, clock()));
      return request.body;
    },
  );
}
