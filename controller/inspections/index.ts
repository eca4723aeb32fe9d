import fp from 'fastify-plugin';
import { z } from 'zod';
import { Inspection, InspectionRequest, RouterLogLine } from '#contract/inspection.ts';
import { RouterId } from '#contract/names.ts';
import { type App, Refusal } from '../platform/http.ts';
import { askInspection, lastInspection, logOf } from './store.ts';

/** *Uji sambungan*: does a router do what its set-up asks of it? And what it wrote in its own log. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, config, clock, live } = app;
    const params = z.object({ id: RouterId });
    const tags = ['inspections'];

    app.post(
      '/api/routers/:id/inspection',
      {
        config: { verb: 'router:act', router: true },
        schema: {
          params,
          tags,
          summary: 'Asks the agent for an inspection; one that is under way is given again',
          response: { 202: InspectionRequest },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        const router = await db.router.findFirst({
          where: { id, removedAt: null },
          select: { agentId: true },
        });
        if (!router) throw new Refusal(404, 'not-found', `there is no router ${id}`);
        const asked = await askInspection(db, id, clock());
        if (router.agentId !== null) live.nudge(router.agentId, 'inspections');
        return reply.code(202).send(asked);
      },
    );

    app.get(
      '/api/routers/:id/inspection',
      {
        config: { verb: 'status:read', router: true },
        schema: {
          params,
          tags,
          summary: 'The last inspection, step by step, and whether one is under way',
          response: { 200: Inspection },
        },
      },
      (request) => lastInspection(db, config, request.params.id, clock()),
    );

    app.get(
      '/api/routers/:id/log',
      {
        config: { verb: 'status:read', router: true },
        schema: {
          params,
          querystring: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
          tags,
          summary: 'What the router wrote in its own log, newest first; its stamps are by its own clock',
          response: { 200: z.array(RouterLogLine) },
        },
      },
      (request) => logOf(db, request.params.id, request.query.limit),
    );
  },
  { name: 'inspections', dependencies: ['staff', 'villages', 'chores'] },
);
