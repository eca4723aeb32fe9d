import { z } from 'zod';
import { RouterId } from '#contract/names.ts';
import { NewOutageNote, NewRuling, Outage, OutageQuery, VillageStrip } from '#contract/outages.ts';
import type { Tx } from '../platform/db.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit, personOf, villagesOf } from '../staff/index.ts';
import { outagesOf } from './outages-of.ts';
import { addNote, addRuling } from './rulings.ts';
import { stripsOf } from './strips.ts';

/** Outages as they are listed, and what staff say of them: rulings and notes are added, never changed. */
export function outageRoutes(app: App): void {
  const { db, clock } = app;
  const ofRouter = { verb: 'outage:write', router: true } as const;
  const params = z.object({ id: RouterId });

  app.get(
    '/api/outages',
    {
      config: { verb: 'status:read' },
      schema: {
        querystring: OutageQuery,
        tags: ['status'],
        summary: 'Outages, the newest first, both ends as intervals, with cause, evidence and ruling',
        response: { 200: z.array(Outage) },
      },
    },
    (request) => outagesOf(db, { ...request.query, villages: villagesOf(request) }, clock()),
  );

  app.get(
    '/api/strips',
    {
      config: { verb: 'status:read' },
      schema: {
        querystring: z.object({
          days: z.coerce.number().int().min(1).max(92).default(30),
          /** The last day, in WIB; default today. */
          until: z.iso.date().optional(),
        }),
        tags: ['status'],
        summary: 'Days (WIB) of every village: seconds in each state, down by cause',
        response: { 200: z.array(VillageStrip) },
      },
    },
    (request) => {
      const { days, until } = request.query;
      const now = clock();
      const last = until === undefined ? now.getTime() : Date.parse(`${until}T00:00:00+07:00`);
      return stripsOf(db, villagesOf(request), days, last, now);
    },
  );

  const say = async (
    request: Parameters<typeof personOf>[0] & { readonly ip: string },
    id: number,
    act: string,
    body: { readonly firstFailedAt: string; readonly reason?: string },
    add: (tx: Tx, staffId: number, now: Date) => Promise<boolean>,
  ) => {
    const now = clock();
    const person = personOf(request);
    await db.$transaction(async (tx) => {
      if (!(await add(tx, person.id, now)))
        throw new Refusal(404, 'not-found', `router ${id} has no outage at ${body.firstFailedAt}`);
      const { name } = await tx.router.findUniqueOrThrow({ where: { id }, select: { name: true } });
      await audit(tx, {
        actor: person.name,
        act,
        target: name,
        ...(body.reason === undefined ? {} : { reason: body.reason }),
        from: request.ip,
        detail: body,
        at: now,
      });
    });
  };

  app.post(
    '/api/routers/:id/outages/rulings',
    {
      config: ofRouter,
      schema: {
        params,
        body: NewRuling,
        tags: ['status'],
        summary: 'Staff overrule the cause, with a reason; what was judged stays beside it',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const { id } = request.params;
      await say(request, id, 'outage:rule', body, (tx, staffId, now) =>
        addRuling(tx, id, body, staffId, now),
      );
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/routers/:id/outages/notes',
    {
      config: ofRouter,
      schema: {
        params,
        body: NewOutageNote,
        tags: ['status'],
        summary: 'A note beside an outage',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const { id } = request.params;
      await say(request, id, 'outage:note', body, (tx, staffId, now) => addNote(tx, id, body, staffId, now));
      return reply.code(204).send(null);
    },
  );
}
