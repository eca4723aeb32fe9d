import fp from 'fastify-plugin';
import { Counter, Histogram } from 'prom-client';
import { Assignment, Batch, BatchAnswer } from '#contract/agent-link.ts';
import type { LookEntry } from '#contract/looks.ts';
import { type App, Refusal } from '../platform/http.ts';
import { type TakenIn, takeIn } from './take-in.ts';

const DISK_FULL_RETRY_SECONDS = 60;
/** A batch of 500 looks is about 700 kB before compression; a bomb stops here. */
const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    /** The agent whose token came with the request; only under /agent/. */
    agentId: number;
  }
}

/** The agents' door: intake of batches, delivery of assignments and commands. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, config, clock, bus, live, metrics } = app;
    const tell = teller(app);
    const looks = new Counter({
      name: 'sinyaldesa_looks_total',
      help: 'Looks that were stored, by outcome.',
      labelNames: ['outcome'],
      registers: [metrics],
    });
    const duration = new Histogram({
      name: 'sinyaldesa_poll_duration_seconds',
      help: 'How long a look took.',
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10],
      registers: [metrics],
    });
    const lateness = new Histogram({
      name: 'sinyaldesa_poll_lateness_seconds',
      help: 'How much later than due a look began.',
      buckets: [0.1, 0.5, 1, 5, 10, 30, 60],
      registers: [metrics],
    });

    app.decorateRequest('agentId', 0);

    await app.register(async (door) => {
      door.addHook('onRequest', async (request) => {
        const token = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1];
        const agent = token ? await app.villages.agentByToken(token) : null;
        if (!agent)
          throw new Refusal(401, 'not-signed-in', 'an agent needs its token: Authorization: Bearer …');
        request.agentId = agent.id;
      });
      const typed = door as unknown as App;

      typed.get(
        '/agent/v1/assignment',
        {
          schema: {
            tags: ['agents'],
            summary: 'The routers of this agent, with their secrets',
            response: { 200: Assignment },
          },
        },
        async (request) => {
          const { version, routers } = await app.villages.targetsOf(request.agentId);
          return { version, serverNow: clock().toISOString(), routers: [...routers] };
        },
      );

      typed.post(
        '/agent/v1/batches',
        {
          bodyLimit: BODY_LIMIT_BYTES,
          schema: {
            body: Batch,
            tags: ['agents'],
            summary: 'What was seen; acknowledged once stored',
            response: { 200: BatchAnswer },
          },
        },
        async (request) => {
          // A sign of life needs no room; what was seen is safer with the agent, which keeps it until it is acknowledged.
          if (request.body.entries.length > 0 && app.disk.isFull())
            throw new Refusal(503, 'disk-full', 'the disk is full: keep what you have', {
              retryAfterSeconds: DISK_FULL_RETRY_SECONDS,
            });
          const taken = await takeIn(db, config, request.agentId, request.body, clock());
          if (taken.stored > 0) {
            for (const entry of request.body.entries) {
              if (entry.kind !== 'look' || entry.simulated) continue;
              looks.inc({ outcome: entry.outcome });
              duration.observe(entry.tookMs / 1000);
              lateness.observe((entry as LookEntry).lateMs / 1000);
            }
          }
          await tell(taken);
          const { version } = await app.villages.targetsOf(request.agentId);
          return { ...taken.answer, assignment: version };
        },
      );
    });

    bus.on('command:queued', (routerId) => {
      db.router.findUnique({ where: { id: routerId }, select: { agentId: true } }).then(
        (router) => router?.agentId && live.nudge(router.agentId, 'commands'),
        (error: unknown) => app.log.warn({ err: error }, 'no nudge; the agent asks by itself'),
      );
    });
    bus.on('assignment:changed', () => {
      db.agent.findMany({ where: { revokedAt: null }, select: { id: true } }).then(
        (agents) => {
          for (const { id } of agents) live.nudge(id, 'assignment');
        },
        (error: unknown) => app.log.warn({ err: error }, 'no nudge; the agents ask by themselves'),
      );
    });
  },
  {
    name: 'agent-link',
    dependencies: ['staff', 'villages', 'outages', 'usage', 'actions', 'inspections', 'disk'],
  },
);

/** After the commit: rows to the dashboards, restarts to whom they concern. */
function teller(app: App) {
  return async ({ routers, actions }: TakenIn) => {
    for (const { villageCode, delta, urgent, routerId, restartedAt } of routers) {
      app.live.routerChanged(villageCode, delta, urgent);
      if (restartedAt !== null) app.bus.emit('router:restarted', routerId, new Date(restartedAt));
    }
    await app.actions.tell(actions);
  };
}
