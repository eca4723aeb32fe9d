import { z } from 'zod';
import { AccessPlan, AccessPlanDraft, NewAccessPlan } from '#contract/access.ts';
import { Prisma } from '../platform/db.ts';
import { type App, Refusal } from '../platform/http.ts';
import { RowId } from '../staff/index.ts';
import { audited, missing } from './audited.ts';
import { type PlanRow, planOf } from './plan.ts';
import { PUBLIC_PLAN } from './tickets.ts';

const tags = ['access'];
const params = z.object({ id: RowId });

const shown = (row: PlanRow & { readonly oneTap: boolean }): AccessPlan => {
  const { retiredAt, dayBytes, ...plan } = planOf(row);
  return {
    ...plan,
    dayBytes: dayBytes?.toString() ?? null,
    oneTap: row.oneTap,
    retiredAt: retiredAt?.toISOString() ?? null,
  };
};

const dataOf = ({ fair, hours, dayBytes, ...rest }: AccessPlanDraft) => ({
  ...rest,
  dayBytes: dayBytes === null ? null : BigInt(dayBytes),
  fairDownloadKbps: fair?.downloadKbps ?? null,
  fairUploadKbps: fair?.uploadKbps ?? null,
  hours: hours ?? Prisma.DbNull,
});

/** What residents get. A change holds from the next login on. */
export function planRoutes(app: App): void {
  const { db } = app;

  app.get(
    '/api/access/plans',
    {
      config: { verb: 'access:read' },
      schema: { tags, summary: 'Plans, the retired ones last', response: { 200: z.array(AccessPlan) } },
    },
    async () =>
      (
        await db.plan.findMany({ orderBy: [{ retiredAt: { sort: 'asc', nulls: 'first' } }, { name: 'asc' }] })
      ).map(shown),
  );

  app.post(
    '/api/access/plans',
    {
      config: { verb: 'access:write' },
      schema: { tags, summary: 'A new plan', body: NewAccessPlan, response: { 200: AccessPlan } },
    },
    (request) => {
      const { name, ...draft } = request.body;
      return audited(app, request, { act: 'plan:add', target: name, detail: draft }, async (tx) => {
        if ((await tx.plan.count({ where: { name } })) > 0)
          throw new Refusal(409, 'conflict', 'a plan of this name is there', { fields: { name: 'taken' } });
        return shown(await tx.plan.create({ data: { name, ...dataOf(draft) } }));
      });
    },
  );

  app.put(
    '/api/access/plans/:id',
    {
      config: { verb: 'access:write' },
      schema: {
        tags,
        summary: 'Changes a plan',
        params,
        body: AccessPlanDraft,
        response: { 200: AccessPlan },
      },
    },
    (request) =>
      audited(
        app,
        request,
        (plan: AccessPlan) => ({ act: 'plan:change', target: plan.name, detail: request.body }),
        async (tx) => {
          const { id } = request.params;
          if ((await tx.plan.count({ where: { id } })) === 0) throw missing('plan');
          return shown(await tx.plan.update({ where: { id }, data: dataOf(request.body) }));
        },
      ),
  );

  app.post(
    '/api/access/plans/:id/retire',
    {
      config: { verb: 'access:write' },
      schema: { tags, summary: 'Nobody gets it any more', params, response: { 200: AccessPlan } },
    },
    (request) =>
      audited(
        app,
        request,
        (plan: AccessPlan) => ({ act: 'plan:retire', target: plan.name }),
        async (tx, _by, now) => {
          const { id } = request.params;
          const plan = await tx.plan.findUnique({ where: { id } });
          if (!plan) throw missing('plan');
          if (plan.name === PUBLIC_PLAN || plan.oneTap)
            throw new Refusal(409, 'conflict', 'everybody gets this plan: it cannot end');
          return shown(await tx.plan.update({ where: { id }, data: { retiredAt: plan.retiredAt ?? now } }));
        },
      ),
  );
}
