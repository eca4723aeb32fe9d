import { z } from 'zod';
import { VillageCode } from '#contract/names.ts';
import { PlanChange, ServicePlan, Village } from '#contract/villages.ts';
import type { App } from '../platform/http.ts';
import { audit, personOf, villagesOf } from '../staff/index.ts';
import { listPlans, savePlan } from './plans.ts';
import { kecamatanCodeOf } from './regency.ts';

/** Villages, and the thresholds by which their routers are judged. */
export function villageRoutes(app: App, changed: () => Promise<void>): void {
  const { db, clock } = app;
  const tags = ['villages'];

  app.get(
    '/api/villages',
    {
      config: { verb: 'status:read' },
      schema: { tags, summary: 'The villages that she may see', response: { 200: z.array(Village) } },
    },
    (request) => {
      const within = villagesOf(request);
      return db.village.findMany({
        where: within === null ? {} : { code: { in: [...within] } },
        orderBy: { code: 'asc' },
      });
    },
  );

  app.put(
    '/api/villages/:code',
    {
      config: { verb: 'village:write' },
      schema: {
        params: z.object({ code: VillageCode }),
        body: Village.pick({ name: true, kecamatan: true, lat: true, lng: true }).extend({
          name: z.string().trim().min(1).max(100),
          kecamatan: z.string().trim().min(1).max(100),
          lat: z.number().min(-90).max(90),
          lng: z.number().min(-180).max(180),
        }),
        tags,
        summary: 'A village of another regency, or a correction',
        response: { 200: Village },
      },
    },
    async (request) => {
      const { code } = request.params;
      const facts = { ...request.body, kecamatanCode: kecamatanCodeOf(code) };
      const village = await db.$transaction(async (tx) => {
        const saved = await tx.village.upsert({
          where: { code },
          create: { code, ...facts },
          update: facts,
        });
        await audit(tx, {
          actor: personOf(request).name,
          act: 'village:write',
          target: code,
          from: request.ip,
          detail: facts,
          at: clock(),
        });
        return saved;
      });
      await changed();
      return village;
    },
  );

  app.get(
    '/api/service-plans',
    {
      config: { verb: 'status:read' },
      schema: { tags, summary: 'Thresholds, by service plan', response: { 200: z.array(ServicePlan) } },
    },
    () => listPlans(db),
  );

  app.put(
    '/api/service-plans/:name',
    {
      config: { verb: 'router:write' },
      schema: {
        params: z.object({ name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/) }),
        body: PlanChange,
        tags,
        summary: 'Makes or changes a service plan',
        response: { 200: ServicePlan },
      },
    },
    async (request) => {
      const { name } = request.params;
      const plan = await db.$transaction(async (tx) => {
        const saved = await savePlan(tx, name, request.body, clock());
        await audit(tx, {
          actor: personOf(request).name,
          act: 'service-plan:write',
          target: name,
          from: request.ip,
          detail: request.body,
          at: clock(),
        });
        return saved;
      });
      await changed();
      return plan;
    },
  );
}
