import fp from 'fastify-plugin';
import { z } from 'zod';
import { Incident, IncidentDecision } from '#contract/incidents.ts';
import { every } from '../platform/every.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit, personOf, villagesOf } from '../staff/index.ts';
import { decideIncident } from './decide.ts';
import { incidentsOf } from './queries.ts';
import { IncidentClock } from './store.ts';

const JUDGE_MS = 10_000;
const Id = z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) });

/** Outages that share one fate: proposed by what is known and by chance, decided by people once. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, clock } = app;
    const tags = ['incidents'];

    const judging = new IncidentClock();
    every(app, 'incidents', JUDGE_MS, async () => {
      if (await judging.run(db, clock())) app.bus.emit('routers:changed');
    });

    app.get(
      '/api/incidents',
      {
        config: { verb: 'status:read' },
        schema: {
          querystring: z.object({
            open: z.enum(['true', 'false']).optional(),
            village: z.string().max(20).optional(),
            limit: z.coerce.number().int().min(1).max(500).default(100),
          }),
          tags,
          summary: 'Incidents, the newest first',
          response: { 200: z.array(Incident) },
        },
      },
      (request) => incidentsOf(db, { ...request.query, villages: villagesOf(request) }),
    );

    const one = async (id: number, villages: readonly string[] | null) => {
      const [incident] = await incidentsOf(db, { id, villages, limit: 1 });
      if (!incident) throw new Refusal(404, 'not-found', `there is no incident ${id}`);
      return incident;
    };

    app.get(
      '/api/incidents/:id',
      {
        config: { verb: 'status:read' },
        schema: {
          params: Id,
          tags,
          summary: 'One incident with its members and evidence',
          response: { 200: Incident },
        },
      },
      (request) => one(request.params.id, villagesOf(request)),
    );

    app.post(
      '/api/incidents/:id/decision',
      {
        config: { verb: 'incident:write' },
        schema: {
          params: Id,
          body: IncidentDecision,
          tags,
          summary: 'Confirms, corrects or rejects; a confirmed link is remembered on its routers',
          response: { 200: Incident },
        },
      },
      async (request) => {
        const now = clock();
        const { id } = request.params;
        const by = personOf(request);
        await db.$transaction(async (tx) => {
          await decideIncident(tx, id, request.body, by.id, now);
          await audit(tx, {
            actor: by.name,
            act: 'incident:decide',
            target: String(id),
            ...(request.body.reason === null ? {} : { reason: request.body.reason }),
            from: request.ip,
            detail: request.body,
            at: now,
          });
        });
        return await one(id, villagesOf(request));
      },
    );
  },
  { name: 'incidents', dependencies: ['staff', 'outages'] },
);
