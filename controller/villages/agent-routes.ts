import { z } from 'zod';
import { AgentEntry } from '#contract/villages.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit, personOf, RowId } from '../staff/index.ts';
import { createAgent, listAgents, revokeAgent } from './agents.ts';
import { isTaken } from './facts-store.ts';

const NewAgent = z.object({
  name: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{1,59}$/u),
});

/** Agents and their tokens. */
export function agentRoutes(app: App, changed: () => Promise<void>): void {
  const { db, clock } = app;
  const tags = ['agents'];

  app.get(
    '/api/agents',
    {
      config: { verb: 'agent:write' },
      schema: { tags, summary: 'The agents', response: { 200: z.array(AgentEntry) } },
    },
    () => listAgents(db),
  );

  app.post(
    '/api/agents',
    {
      config: { verb: 'agent:write' },
      schema: {
        body: NewAgent,
        tags,
        summary: 'A new agent; its token is shown here and never again',
        response: { 201: AgentEntry.extend({ token: z.string() }) },
      },
    },
    async (request, reply) => {
      const { name } = request.body;
      const now = clock();
      const made = await db
        .$transaction(async (tx) => {
          const agent = await createAgent(tx, name, now);
          await audit(tx, {
            actor: personOf(request).name,
            act: 'agent:create',
            target: name,
            from: request.ip,
            at: now,
          });
          return agent;
        })
        .catch((error: unknown) => {
          if (isTaken(error))
            throw new Refusal(409, 'conflict', `there is, or was, an agent ${name}`, {
              fields: { name: 'taken' },
            });
          throw error;
        });
      return reply.code(201).send({ ...made.entry, token: made.token });
    },
  );

  app.delete(
    '/api/agents/:id',
    {
      config: { verb: 'agent:write' },
      schema: {
        params: z.object({ id: RowId }),
        tags,
        summary: 'Revokes its token; its routers wait for another agent',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const now = clock();
      await db.$transaction(async (tx) => {
        const name = await revokeAgent(tx, id, now);
        if (name === null) throw new Refusal(404, 'not-found', `there is no agent ${id}`);
        await audit(tx, {
          actor: personOf(request).name,
          act: 'agent:revoke',
          target: name,
          from: request.ip,
          at: now,
        });
      });
      await changed();
      return reply.code(204).send(null);
    },
  );
}
