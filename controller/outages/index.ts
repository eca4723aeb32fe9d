import fp from 'fastify-plugin';
import { z } from 'zod';
import { Reading } from '#contract/looks.ts';
import { RouterId } from '#contract/names.ts';
import { Chore, LookRow, type Notice, RouterStatus, Snapshot, Span } from '#contract/status.ts';
import { RouterEntry } from '#contract/villages.ts';
import { isDatabaseGone } from '../platform/db.ts';
import { every } from '../platform/every.ts';
import { type App, Refusal } from '../platform/http.ts';
import { villagesOf } from '../staff/index.ts';
import { answerRoute } from './answer-route.ts';
import { Rejudge } from './causes/rejudge.ts';
import { Hearing } from './hear.ts';
import { registerMetrics } from './metrics.ts';
import { outageRoutes } from './outage-routes.ts';
import { lookRows, readingOf, spansBetween } from './queries.ts';
import { agentNotices, snapshotOf, statusRows } from './snapshot.ts';
import { type Alongside, tick } from './tick.ts';

declare module 'fastify' {
  interface FastifyInstance {
    outages: {
      /** Present rows and notices for a person who may read these villages (null = all). */
      snapshot(villages: readonly string[] | null): Promise<Snapshot>;
      /** A notice of another part of the house: shown until it is taken back. */
      setNotice(key: string, notice: Notice | null): void;
      /** `write` is called in each transaction of ours that changes outages; intake calls such parts itself. */
      alongside(write: Alongside): void;
    };
  }
}

const TICK_MS = 2_000;
/** What became known of others is judged within this, ms. */
const REJUDGE_MS = 5_000;

/** Looks → states → outages; what is down, since when, why. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, clock, live } = app;
    const writers: Alongside[] = [];
    const writeAll: Alongside = async (tx, changes, now) => {
      for (const write of writers) await write(tx, changes, now);
    };
    const own = new Map<string, Notice>();
    let agents: Notice[] = [];
    let told = '';
    const notices = () => [...own.values(), ...agents];
    const tellNotices = () => {
      const now = JSON.stringify(notices());
      if (now !== told) live.notices(notices());
      told = now;
    };

    app.decorate('outages', {
      snapshot: (villages) => snapshotOf(db, { villages }, clock(), notices()),
      setNotice(key, notice) {
        if (notice) own.set(key, notice);
        else own.delete(key);
        tellNotices();
      },
      alongside: (write) => void writers.push(write),
    });

    const hearing = new Hearing();
    every(app, 'tick', TICK_MS, async () => {
      try {
        const ticked = [
          ...(await tick(db, clock(), writeAll)),
          ...(await hearing.run(db, clock(), writeAll)),
        ];
        for (const { villageCode, delta } of ticked) live.routerChanged(villageCode, delta, true);
        agents = await agentNotices(db, clock());
        app.outages.setNotice('database', null);
      } catch (error) {
        if (isDatabaseGone(error) && !own.has('database')) {
          app.outages.setNotice('database', { kind: 'database-gone', since: clock().toISOString() });
        }
        throw error;
      }
    });

    const rejudge = new Rejudge();
    every(app, 'causes', REJUDGE_MS, async () => {
      const changed = await rejudge.run(db, clock(), writeAll);
      if (changed.size > 0) app.bus.emit('routers:changed');
    });

    const byRouter = { params: z.object({ id: RouterId }) };
    const ofRouter = { verb: 'status:read', router: true } as const;

    app.get(
      '/api/routers',
      {
        config: { verb: 'status:read' },
        schema: {
          tags: ['status'],
          summary: 'Every router with its present state, worst first on screens',
          response: { 200: Snapshot },
        },
      },
      (request) => app.outages.snapshot(villagesOf(request)),
    );

    app.get(
      '/api/routers/:id',
      {
        config: ofRouter,
        schema: {
          ...byRouter,
          tags: ['status'],
          summary: 'One router: what it is, its state, its last reading, its chores',
          response: {
            200: RouterEntry.extend({
              status: RouterStatus,
              reading: Reading.nullable(),
              chores: z.array(Chore),
            }),
          },
        },
      },
      async (request) => {
        const { id } = request.params;
        const entry = await app.villages.entryOf(id);
        const [status] = await statusRows(db, { villages: null, routerId: id }, clock());
        if (!entry || !status) throw new Refusal(404, 'not-found', `there is no router ${id}`);
        return { ...entry, status, ...(await readingOf(db, id)) };
      },
    );

    app.get(
      '/api/routers/:id/spans',
      {
        config: ofRouter,
        schema: {
          ...byRouter,
          querystring: z.object({
            hours: z.coerce
              .number()
              .int()
              .min(1)
              .max(24 * 92)
              .default(24),
            /** End of these hours; default now. */
            to: z.iso.datetime().optional(),
          }),
          tags: ['status'],
          summary: 'Spans of some hours, without gap or overlap',
          response: { 200: z.array(Span) },
        },
      },
      (request) => {
        const { hours, to } = request.query;
        const end = Math.min(clock().getTime(), to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to));
        return spansBetween(db, request.params.id, new Date(end - hours * 3_600_000), new Date(end));
      },
    );

    app.get(
      '/api/routers/:id/looks',
      {
        config: ofRouter,
        schema: {
          ...byRouter,
          querystring: z.object({
            limit: z.coerce.number().int().min(1).max(500).default(20),
            before: z.iso.datetime().optional(),
            from: z.iso.datetime().optional(),
          }),
          tags: ['status'],
          summary: 'The last looks (of a window): why do you think so?',
          response: { 200: z.array(LookRow) },
        },
      },
      (request) => {
        const { limit, before, from } = request.query;
        return lookRows(db, request.params.id, {
          limit,
          before: before === undefined ? clock() : new Date(before),
          from: from === undefined ? null : new Date(from),
        });
      },
    );

    outageRoutes(app);
    answerRoute(app, writeAll);
    registerMetrics(app);
  },
  { name: 'outages', dependencies: ['staff', 'villages'] },
);
