import type { Step } from '#contract/inspection.ts';
import { InspectionFacts } from '#contract/inspection-facts.ts';
import { visit } from '../agents/inspect/visit.ts';
import { outcomeOf } from '../agents/poll/outcome-of.ts';
import type { Expected } from './inspections/expected.ts';
import { portalOf } from './inspections/expected-of.ts';
import { judge } from './inspections/judge.ts';
import type { ScriptPlan } from './router-script/index.ts';
import type { Bench } from './router-script/testing.ts';

const expectedFrom = (plan: ScriptPlan): Expected => ({
  monitor: plan.monitor.username,
  action: plan.action?.username ?? null,
  controller: plan.controller,
  tunnel: plan.tunnel && {
    kind: plan.tunnel.kind,
    address: plan.tunnel.address,
    endpoint: `${plan.tunnel.endpoint.host}:${plan.tunnel.endpoint.port}`,
  },
  api: plan.api,
  serial: plan.serial,
  nasIdentifier: plan.nasIdentifier,
  minimum: plan.minimum,
  ntpServers: plan.ntpServers,
  radius: { ...plan.radius, proved: true },
  portal: portalOf(plan.portal.origin, plan.portal.key),
});

/** Inspects as an agent does, with the accounts of the plan, and judges as the controller does. */
export async function inspect({ router }: Bench, plan: ScriptPlan): Promise<Step[]> {
  const { inspection } = await visit(
    {
      id: 1,
      name: plan.router,
      host: router.address,
      port: router.port,
      tls: false,
      ...plan.monitor,
      action: plan.action,
      uplink: 'lte',
      via: 'hub',
      intervalMs: 30_000,
      deadlineMs: 5_000,
    },
    {
      tls: false,
      withLog: false,
      signal: new AbortController().signal,
      outcomeOf: ({ kind, phase }) => outcomeOf(kind, phase),
    },
  );
  if (inspection.facts) InspectionFacts.parse(inspection.facts);
  return judge(inspection, expectedFrom(plan));
}
