import { z } from 'zod';
import { ImportReport, RouterEntry, RouterLine } from '#contract/villages.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit, personOf, RowId, villagesOf } from '../staff/index.ts';
import { changeRouter, RouterChange } from './change.ts';
import { routerEntries, routerEntry } from './entries.ts';
import { lockFleet, retireRouter } from './facts-store.ts';
import { importRouters, planLines, storePlanned } from './import.ts';
import { type Column, isHost } from './read-lines.ts';

/** In JSON a truth may be one. */
const OneLine = RouterLine.extend({
  tls: z.union([z.boolean(), RouterLine.shape.tls]),
  host: RouterLine.shape.host.refine(isHost, 'not-a-host'),
});
const everyColumn = new Set(Object.keys(RouterLine.shape) as Column[]);
const params = z.object({ id: RowId });

/** The inventory of routers. `changed` is called after each commit that changed it. */
export function routerRoutes(app: App, changed: () => Promise<void>): void {
  const { db, sealer, clock } = app;
  const tags = ['routers'];

  app.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.get(
    '/api/router-entries',
    {
      config: { verb: 'status:read' },
      schema: {
        tags,
        summary: 'Routers in service: what they are, never a secret',
        response: { 200: z.array(RouterEntry) },
      },
    },
    (request) => routerEntries(db, villagesOf(request)),
  );

  app.post(
    '/api/routers',
    {
      config: { verb: 'router:write' },
      schema: { body: OneLine, tags, summary: 'A new router', response: { 201: RouterEntry } },
    },
    async (request, reply) => {
      const line = request.body;
      await db.$transaction(async (tx) => {
        await lockFleet(tx);
        const { planned, faults } = await planLines(tx, sealer, [{ at: 1, line }], everyColumn);
        if (planned[0]?.known && !planned[0].known.removed)
          throw new Refusal(409, 'conflict', `there is a router ${line.router_name}`, {
            fields: { router_name: 'taken' },
          });
        if (faults.length > 0) throw refusalOf(faults);
        await storePlanned(tx, sealer, planned, clock());
        await audit(tx, {
          actor: personOf(request).name,
          act: 'router:add',
          target: line.router_name,
          from: request.ip,
          detail: { village: line.village_code },
          at: clock(),
        });
      });
      await changed();
      const entry = await routerEntry(db, { name: line.router_name });
      if (!entry) throw new Refusal(409, 'conflict', 'the router was removed at the same moment');
      return reply.code(201).send(entry);
    },
  );

  app.post(
    '/api/routers/import',
    {
      config: { verb: 'router:write' },
      schema: {
        querystring: z.object({ dryRun: z.stringbool().default(false) }),
        consumes: ['text/csv'],
        tags,
        summary:
          'Takes the router CSV in, whole or not at all; the report names each fault with line and column',
        response: { 200: ImportReport },
      },
    },
    async (request) => {
      if (!Buffer.isBuffer(request.body))
        throw new Refusal(415, 'invalid', 'send the file itself, with Content-Type: text/csv');
      const report = await importRouters(
        { db, sealer, now: clock(), actor: personOf(request).name, from: request.ip },
        request.body,
        request.query.dryRun,
      );
      if (report.stored) await changed();
      return report;
    },
  );

  app.patch(
    '/api/routers/:id',
    {
      config: { verb: 'router:write', router: true },
      schema: {
        params,
        body: RouterChange,
        tags,
        summary: 'Changes a router',
        response: { 200: RouterEntry },
      },
    },
    async (request) => {
      const { id } = request.params;
      await db.$transaction(async (tx) => {
        const { name, changed: detail } = await changeRouter(tx, sealer, id, request.body, clock());
        await audit(tx, {
          actor: personOf(request).name,
          act: 'router:change',
          target: name,
          from: request.ip,
          detail,
          at: clock(),
        });
      });
      await changed();
      return await entryOr404(id);
    },
  );

  app.delete(
    '/api/routers/:id',
    {
      config: { verb: 'router:write', router: true },
      schema: {
        params,
        tags,
        summary: 'Takes a router out of service; its history stays',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      await db.$transaction(async (tx) => {
        await lockFleet(tx);
        const row = await tx.router.findFirst({ where: { id, removedAt: null } });
        if (!row) throw notFound(id);
        await retireRouter(tx, sealer, row, clock());
        await audit(tx, {
          actor: personOf(request).name,
          act: 'router:remove',
          target: row.name,
          from: request.ip,
          at: clock(),
        });
      });
      await changed();
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/api/routers/:id/agent',
    {
      config: { verb: 'agent:write', router: true },
      schema: {
        params,
        body: z.object({ agentId: z.number().int().positive().max(2_147_483_647).nullable() }),
        tags: ['agents'],
        summary: 'Leases a router to an agent; null: to whoever takes it',
        response: { 200: RouterEntry },
      },
    },
    async (request) => {
      const { id } = request.params;
      const { agentId } = request.body;
      await db.$transaction(async (tx) => {
        await lockFleet(tx);
        const agent = agentId && (await tx.agent.findFirst({ where: { id: agentId, revokedAt: null } }));
        if (agentId !== null && !agent)
          throw new Refusal(400, 'invalid', `there is no agent ${agentId}`, {
            fields: { agentId: 'unknown-agent' },
          });
        const { name } = await tx.router.update({ where: { id }, data: { agentId }, select: { name: true } });
        await audit(tx, {
          actor: personOf(request).name,
          act: 'router:lease',
          target: name,
          from: request.ip,
          detail: { agent: agent ? agent.name : null },
          at: clock(),
        });
      });
      await changed();
      return await entryOr404(id);
    },
  );

  const notFound = (id: number) => new Refusal(404, 'not-found', `there is no router ${id}`);
  async function entryOr404(id: number): Promise<RouterEntry> {
    const entry = await routerEntry(db, { id });
    if (!entry) throw notFound(id);
    return entry;
  }
}

/** One line's faults as those of a form. */
function refusalOf(faults: ImportReport['faults']): Refusal {
  const fields = Object.fromEntries(faults.map((fault) => [fault.column ?? '', fault.message]));
  return new Refusal(400, 'invalid', faults.map((fault) => fault.message).join('; '), { fields });
}
