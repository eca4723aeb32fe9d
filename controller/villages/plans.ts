import type { z } from 'zod';
import type { PlanChange, ServicePlan } from '#contract/villages.ts';
import type { Db, Prisma, Tx } from '../platform/db.ts';

const shown = {
  _count: { select: { routers: { where: { removedAt: null } } } },
} satisfies Prisma.ServicePlanInclude;
type Row = Prisma.ServicePlanGetPayload<{ include: typeof shown }>;
const entryOf = ({ _count, ...row }: Row): ServicePlan => ({ ...row, routers: _count.routers });

export async function listPlans(db: Db): Promise<ServicePlan[]> {
  return (await db.servicePlan.findMany({ include: shown, orderBy: { name: 'asc' } })).map(entryOf);
}

/** Makes a plan or changes it. What was seen before is judged by what held then: the database writes it down. */
export async function savePlan(
  tx: Tx,
  name: string,
  change: z.infer<typeof PlanChange>,
  now: Date,
): Promise<ServicePlan> {
  await changeThresholdsAt(tx, now);
  return entryOf(
    await tx.servicePlan.upsert({
      where: { name },
      create: { name, ...change },
      update: change,
      include: shown,
    }),
  );
}

/** Thresholds that change in this transaction change at `now`; where nobody says so, at the database's own time. */
export async function changeThresholdsAt(tx: Tx, now: Date): Promise<void> {
  await tx.$executeRaw`select set_config('sinyaldesa.now', ${now.toISOString()}, true)`;
}
