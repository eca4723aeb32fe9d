import type { z } from 'zod';
import { PlanChange, type ServicePlan } from '#contract/villages.ts';
import { type Db, Prisma, type Tx } from '../platform/db.ts';

const shown = {
  _count: { select: { routers: { where: { removedAt: null } } } },
} satisfies Prisma.ServicePlanInclude;
type Row = Prisma.ServicePlanGetPayload<{ include: typeof shown }>;
const entryOf = ({ _count, ...row }: Row): ServicePlan => ({ ...row, routers: _count.routers });

export async function listPlans(db: Db): Promise<ServicePlan[]> {
  return (await db.servicePlan.findMany({ include: shown, orderBy: { name: 'asc' } })).map(entryOf);
}

/** What looks are judged by: all but how long one may take. */
const judged = PlanChange.omit({ lookDeadlineMs: true }).keyof().options;

/** Makes a plan or changes it. What was seen before is judged by what held then. */
export async function savePlan(
  tx: Tx,
  name: string,
  change: z.infer<typeof PlanChange>,
  now: Date,
): Promise<ServicePlan> {
  const is = await tx.servicePlan.findUnique({ where: { name } });
  if (is && judged.some((one) => change[one] !== undefined && change[one] !== is[one]))
    await keepThresholds(tx, Prisma.sql`p.name = ${name}`, now);
  return entryOf(
    await tx.servicePlan.upsert({
      where: { name },
      create: { name, ...change },
      update: change,
      include: shown,
    }),
  );
}

/**
 * Writes down by what routers were judged, before that changes: up to now, and at least up to their last look, which an
 * agent's clock may have put later. Their rows are locked, so that no batch is judged in between.
 */
export async function keepThresholds(tx: Tx, ofRouters: Prisma.Sql, now: Date): Promise<void> {
  await tx.$executeRaw`select 1 from router r where r.id in (
    select r.id from router r join service_plan p on p.id = r.service_plan_id where ${ofRouters}) order by r.id for no key update`;
  await tx.$executeRaw`
    insert into past_thresholds (router_id, until, look_interval_ms, grace_looks, grace_ms, flap_changes, flap_window_ms,
      quality_looks, loss_percent, slow_ms)
    select r.id, greatest(${now}::timestamptz, s.last_look_at + interval '1 millisecond'), p.look_interval_ms, p.grace_looks,
      p.grace_ms, p.flap_changes, p.flap_window_ms, p.quality_looks, p.loss_percent, p.slow_ms
    from router r join service_plan p on p.id = r.service_plan_id join router_status s on s.router_id = r.id
    where s.last_look_at is not null and ${ofRouters}
    on conflict do nothing`;
}
