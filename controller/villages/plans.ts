import { z } from 'zod';
import type { Db, Prisma, Tx } from '../platform/db.ts';

const ms = (least: number, most: number) => z.number().int().min(least).max(most);

/** Thresholds by which a router is judged; times in ms. What is not named stays, or is the default of a new plan. */
export const PlanChange = z
  .object({
    lookIntervalMs: ms(1_000, 3_600_000),
    /** Longest time that one look may take. */
    lookDeadlineMs: ms(500, 120_000),
    /** Failed looks, and the time that they must span, before a router is down. */
    graceLooks: z.number().int().min(1).max(100),
    graceMs: ms(0, 86_400_000),
    /** More changes than this within the window is flapping. */
    flapChanges: z.number().int().min(1).max(1_000),
    flapWindowMs: ms(1_000, 86_400_000),
    qualityLooks: z.number().int().min(1).max(100),
    lossPercent: z.number().min(0).max(100),
    slowMs: ms(1, 120_000),
  })
  .partial();

export const ServicePlan = PlanChange.required().extend({ name: z.string(), routers: z.number().int() });
export type ServicePlan = z.infer<typeof ServicePlan>;

const shown = {
  _count: { select: { routers: { where: { removedAt: null } } } },
} satisfies Prisma.ServicePlanInclude;
type Row = Prisma.ServicePlanGetPayload<{ include: typeof shown }>;
const entryOf = ({ _count, ...row }: Row): ServicePlan => ({ ...row, routers: _count.routers });

export async function listPlans(db: Db): Promise<ServicePlan[]> {
  return (await db.servicePlan.findMany({ include: shown, orderBy: { name: 'asc' } })).map(entryOf);
}

export async function savePlan(
  tx: Tx,
  name: string,
  change: z.infer<typeof PlanChange>,
): Promise<ServicePlan> {
  return entryOf(
    await tx.servicePlan.upsert({
      where: { name },
      create: { name, ...change },
      update: change,
      include: shown,
    }),
  );
}
