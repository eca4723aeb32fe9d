import { z } from 'zod';
import {
  ExceptionKind,
  NewOpeningException,
  OpeningExceptionEntry,
  OpeningHours,
  OpeningHoursChange,
  Week,
} from '#contract/access.ts';
import type { Prisma } from '../platform/db.ts';
import { type App, Refusal } from '../platform/http.ts';
import { RowId } from '../staff/index.ts';
import { audited, isSeen, missing, mustHaveRights, mustKnowVillages } from './audited.ts';

const tags = ['access'];
/** Most exceptions of a list, the newest first. */
const LISTED = 500;

type Row = Prisma.OpeningExceptionGetPayload<object>;
const entryOf = (row: Row): OpeningExceptionEntry => ({
  id: row.id,
  kind: ExceptionKind.parse(row.kind),
  villages: row.villages,
  from: row.from.toISOString(),
  until: row.until?.toISOString() ?? null,
  reason: row.reason,
  planIds: row.planIds,
  enteredAt: row.enteredAt.toISOString(),
  enteredBy: row.enteredBy,
  withdrawn: row.withdrawnAt && { at: row.withdrawnAt.toISOString(), by: row.withdrawnBy ?? '' },
});

/** When the wifi is open: weekly hours of villages, and what differs from them. */
export function openingRoutes(app: App): void {
  const { db } = app;

  app.get(
    '/api/access/hours',
    {
      config: { verb: 'access:read' },
      schema: { tags, summary: 'Weekly hours', response: { 200: z.array(OpeningHours) } },
    },
    async () =>
      (await db.openingHours.findMany({ orderBy: { villageCode: 'asc' } })).map((row) => ({
        village: row.villageCode,
        week: Week.parse(row.week),
        changedAt: row.changedAt.toISOString(),
        changedBy: row.changedBy,
      })),
  );

  app.put(
    '/api/access/hours',
    {
      config: { verb: 'access:write' },
      schema: {
        tags,
        summary: 'Sets the hours of a village, or of all without their own; null takes them away',
        body: OpeningHoursChange,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { village, week } = request.body;
      const villages = village === null ? [] : [village];
      mustHaveRights(request, 'access:write', villages);
      const deed = { act: 'opening-hours:set', target: village ?? 'all', detail: { week } };
      await audited(app, request, deed, async (tx, by, now) => {
        await mustKnowVillages(tx, villages);
        // Null is no key of its own in a unique index: the row of all is found and locked by the transaction.
        await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('opening_hours'))`;
        await tx.openingHours.deleteMany({ where: { villageCode: village } });
        if (week !== null)
          await tx.openingHours.create({
            data: { villageCode: village, week, changedAt: now, changedBy: by },
          });
      });
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/access/exceptions',
    {
      config: { verb: 'access:read' },
      schema: {
        tags,
        summary: 'Closed and open times, elections, notices; the newest first',
        response: { 200: z.array(OpeningExceptionEntry) },
      },
    },
    async (request) =>
      (await db.openingException.findMany({ orderBy: [{ from: 'desc' }, { id: 'desc' }], take: LISTED }))
        .filter(({ villages }) => isSeen(request, villages))
        .map(entryOf),
  );

  app.post(
    '/api/access/exceptions',
    {
      config: { verb: 'access:write' },
      schema: {
        tags,
        summary: 'Differs from the hours',
        body: NewOpeningException,
        response: { 200: OpeningExceptionEntry },
      },
    },
    (request) => {
      const { body } = request;
      mustHaveRights(request, 'access:write', body.villages);
      const deed = (entry: OpeningExceptionEntry) => ({
        act: 'opening-exception:add',
        target: `${entry.id}`,
        reason: body.reason,
        detail: body,
      });
      return audited(app, request, deed, async (tx, by, now) => {
        await mustKnowVillages(tx, body.villages);
        const plans = await tx.plan.count({ where: { id: { in: body.planIds } } });
        if (plans !== new Set(body.planIds).size)
          throw new Refusal(400, 'invalid', 'a plan is not known', { fields: { planIds: 'unknown-plan' } });
        const { from, until, ...rest } = body;
        const data = {
          ...rest,
          from: new Date(from),
          until: until === null ? null : new Date(until),
          enteredAt: now,
          enteredBy: by,
        };
        return entryOf(await tx.openingException.create({ data }));
      });
    },
  );

  app.post(
    '/api/access/exceptions/:id/withdraw',
    {
      config: { verb: 'access:write' },
      schema: {
        tags,
        summary: 'Takes it back; it stays on record',
        params: z.object({ id: RowId }),
        response: { 200: OpeningExceptionEntry },
      },
    },
    (request) => {
      const { id } = request.params;
      const deed = { act: 'opening-exception:withdraw', target: `${id}` };
      return audited(app, request, deed, async (tx, by, now) => {
        const row = await tx.openingException.findUnique({ where: { id } });
        if (!row) throw missing('exception');
        mustHaveRights(request, 'access:write', row.villages);
        if (row.withdrawnAt !== null) return entryOf(row);
        return entryOf(
          await tx.openingException.update({ where: { id }, data: { withdrawnAt: now, withdrawnBy: by } }),
        );
      });
    },
  );
}
