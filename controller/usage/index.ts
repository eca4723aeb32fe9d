import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Counter } from 'prom-client';
import { z } from 'zod';
import { Instant, RouterId } from '#contract/names.ts';
import { Area, Sparkline, UsageHour, UsagePoint, UsageStep, UsageView } from '#contract/usage.ts';
import { every } from '../platform/every.ts';
import { type App, Refusal } from '../platform/http.ts';
import { villagesOf } from '../staff/index.ts';
import { countPeople } from './count-people.ts';
import { sparklines, usageHours, usagePoints } from './queries.ts';
import { tendQuiet } from './quiet-chores.ts';
import { usageCsv } from './rows-csv.ts';
import { tendSubscriptions } from './subscription-chores.ts';
import { type UsageQuery, usageView } from './view.ts';

/** Sessions and devices of the day are counted so often, ms. */
const PEOPLE_MS = 120_000;
/** Longest span of one question. */
const LONGEST_MS = 800 * 86_400_000;
/** Longest span by the hour. */
const HOURS_MS = 60 * 86_400_000;
const WIB_MS = 7 * 3_600_000;
/** Bills and data move slowly; an import should show within minutes, ms. */
const SUBSCRIPTION_MS = 300_000;

const hours = z.object({
  hours: z.coerce
    .number()
    .int()
    .min(1)
    .max(24 * 31)
    .default(24),
});

const ofArea = z.object({
  area: Area.default('regency'),
  from: Instant,
  to: Instant,
  step: UsageStep.default('day'),
});

/** Counters → hourly traffic and users. */
export default fp(
  async (fastify) => {
    const app = fastify as unknown as App;
    const { db, clock } = app;
    const params = z.object({ id: RouterId });
    const ofRouter = { verb: 'usage:read', router: true } as const;

    app.get(
      '/api/usage/sparklines',
      {
        config: { verb: 'usage:read' },
        schema: {
          tags: ['usage'],
          summary: 'Download of each router by hour, 24 h',
          response: { 200: z.array(Sparkline) },
        },
      },
      (request) => sparklines(db, villagesOf(request), clock()),
    );

    app.get(
      '/api/routers/:id/usage',
      {
        config: ofRouter,
        schema: {
          params,
          querystring: hours,
          tags: ['usage'],
          summary: 'Traffic and users for a chart; a gap is a gap',
          response: { 200: z.array(UsagePoint) },
        },
      },
      (request) => usagePoints(db, request.params.id, request.query.hours, clock()),
    );

    app.get(
      '/api/routers/:id/usage/hours',
      {
        config: ofRouter,
        schema: {
          params,
          querystring: hours,
          tags: ['usage'],
          summary: 'Traffic and users by hour',
          response: { 200: z.array(UsageHour) },
        },
      },
      (request) =>
        usageHours(
          db,
          request.params.id,
          new Date(clock().getTime() - request.query.hours * 3_600_000),
          clock(),
        ),
    );

    /** What was asked for, when it can be answered. */
    function asked(request: FastifyRequest & { readonly query: z.infer<typeof ofArea> }): UsageQuery {
      const { area, step } = request.query;
      const [from, to] = [new Date(request.query.from), new Date(request.query.to)];
      const length = to.getTime() - from.getTime();
      if (length <= 0)
        throw new Refusal(400, 'invalid', 'the span ends before it begins', {
          fields: { to: 'ends-before-it-begins' },
        });
      if (length > LONGEST_MS || (step === 'hour' && length > HOURS_MS))
        throw new Refusal(400, 'invalid', 'the span is too long for its steps', {
          fields: { to: 'too-long' },
        });
      return { area, from, to, step, villages: villagesOf(request), now: clock() };
    }

    app.get(
      '/api/usage',
      {
        config: { verb: 'usage:read' },
        schema: {
          querystring: ofArea,
          tags: ['usage'],
          summary:
            'Traffic, users and sessions of an area, its villages, and the hours of the week; days and months in WIB',
          response: { 200: UsageView },
        },
      },
      (request) => usageView(db, asked(request)),
    );

    app.get(
      '/api/usage.csv',
      {
        config: { verb: 'usage:read' },
        schema: {
          querystring: ofArea,
          tags: ['usage'],
          summary: 'The same by router and step, as CSV (RFC 4180); what nobody observed is empty',
        },
      },
      (request, reply) => {
        const query = asked(request);
        const { area, from, to, step } = query;
        const day = (at: Date) => new Date(at.getTime() + WIB_MS).toISOString().slice(0, 10);
        const name = `pemakaian-${area.replace(':', '-')}-${day(from)}-${day(new Date(to.getTime() - 1))}-${step}.csv`;
        return reply
          .header('Content-Type', 'text/csv; charset=utf-8; header=present')
          .header('Content-Disposition', `attachment; filename="${name}"`)
          .header('Cache-Control', 'no-store')
          .send(Readable.from(usageCsv(db, query)));
      },
    );

    every(app, 'people', PEOPLE_MS, async () => {
      const destroyed = await countPeople(db, clock());
      if (destroyed.length > 0) app.log.info({ months: destroyed }, 'keys of counted months destroyed');
    });

    every(app, 'bills and data', SUBSCRIPTION_MS, async () => {
      // Rows carry their chores: dashboards ask anew.
      const changed = (await tendSubscriptions(db, clock())) + (await tendQuiet(db, clock()));
      if (changed > 0) app.bus.emit('routers:changed');
    });

    registerMetrics(app);
  },
  { name: 'usage', dependencies: ['staff', 'villages'] },
);

/** The router's own counters, as it last told them: they restart with it, as Prometheus expects of a counter. */
function registerMetrics({ db, metrics }: App): void {
  const labelNames = ['village', 'router'];
  const transmit = new Counter({
    name: 'sinyaldesa_router_transmit_bytes_total',
    help: 'Bytes that the village sent over its uplink, since the router started.',
    labelNames,
    registers: [metrics],
  });
  new Counter({
    name: 'sinyaldesa_router_receive_bytes_total',
    help: 'Bytes that the village received over its uplink, since the router started.',
    labelNames,
    registers: [metrics],
    async collect() {
      this.reset();
      transmit.reset();
      const rows = await db.$queryRaw<
        { village: string; router: string; receive: number; transmit: number }[]
      >`
        select r.village_code as village, r.name as router, (s.reading->'uplink'->>'receiveBytes')::float8 as receive,
          (s.reading->'uplink'->>'transmitBytes')::float8 as transmit
        from router r join router_status s on s.router_id = r.id
        where r.removed_at is null and s.reading->'uplink'->>'receiveBytes' is not null`;
      for (const { village, router, ...bytes } of rows) {
        this.inc({ village, router }, bytes.receive);
        transmit.inc({ village, router }, bytes.transmit);
      }
    },
  });
}
