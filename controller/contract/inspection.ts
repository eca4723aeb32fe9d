import { z } from 'zod';
import { InspectionFacts } from './inspection-facts.ts';
import { Outcome } from './looks.ts';
import { AgentInstant, ClockOffset, Instant, int32, routerText } from './names.ts';

/** One inspection as an agent keeps and sends it. */
export const InspectionEntry = z.object({
  kind: z.literal('inspection'),
  seq: z.number().int().positive(),
  routerId: int32(1),
  /** Of who asked for it; null = the agent's own, after a first connection, a restart or some hours. */
  requestId: z.uuid().nullable(),
  at: AgentInstant,
  offsetMs: ClockOffset,
  /** As of a look: without an answer there are no facts. */
  outcome: Outcome,
  detail: routerText(300).nullable(),
  facts: InspectionFacts.nullable(),
});
export type InspectionEntry = z.infer<typeof InspectionEntry>;

/** An inspection that somebody waits for; asked of the agent with each batch until it is there. */
export const InspectionRequest = z.object({ requestId: z.uuid(), routerId: int32(1) });
export type InspectionRequest = z.infer<typeof InspectionRequest>;

/** Lines of the router's own log, read when it answered again: evidence, by a clock that proves nothing. */
export const RouterLogEntry = z.object({
  kind: z.literal('router-log'),
  seq: z.number().int().positive(),
  routerId: int32(1),
  at: AgentInstant,
  offsetMs: ClockOffset,
  lines: z
    .array(z.object({ stamp: routerText(60), topics: routerText(100), message: routerText(300) }))
    .max(50),
});
export type RouterLogEntry = z.infer<typeof RouterLogEntry>;

/** GET /api/routers/{id}/log */
export const RouterLogLine = z.object({
  readAt: Instant,
  stamp: z.string(),
  topics: z.string(),
  message: z.string(),
});
export type RouterLogLine = z.infer<typeof RouterLogLine>;

export const stepKinds = [
  'reachable',
  'login',
  'monitor-rights',
  'action-rights',
  'serial',
  'identity',
  'version',
  'clock',
  'tunnel',
  'services',
  'leaks',
  'hotspot',
  'hotspot-profile',
  'user-profile',
  'radius',
  'walled-garden',
  'pages',
  'alone',
  'device-mode',
  'licence',
  'flash',
  'witness',
] as const;
export const StepKind = z.enum(stepKinds);
export type StepKind = z.infer<typeof StepKind>;

/** What is wrong with a step: screens have the next step for each. */
export const whys = [
  'no-answer',
  'refused',
  'unreadable',
  'wrong-password',
  'account-missing',
  'rights-too-wide',
  'rights-too-narrow',
  'from-anywhere',
  'other-router',
  'other-identity',
  'red-version',
  'clock-wrong',
  'ntp-off',
  'ntp-servers',
  'tunnel-missing',
  'tunnel-settings',
  'tunnel-silent',
  'api-open',
  'service-open',
  'dns-off',
  'dns-open',
  'dns-residents',
  'office-rule',
  'bandwidth-server',
  'mac-server',
  'ipv6',
  'hotspot-missing',
  'hotspot-off',
  'hotspot-invalid',
  'hotspot-address',
  'dhcp-missing',
  'nat-missing',
  'profile-not-ours',
  'profile-settings',
  'user-profile-settings',
  'radius-missing',
  'radius-settings',
  'radius-others',
  'radius-secret',
  'radius-no-answer',
  'radius-unproved',
  'garden-missing',
  'garden-others',
  'pages-missing',
  'pages-other',
  'alone-missing',
  'alone-settings',
  'mode-forbids',
  'mode-flagged',
  'few-users',
  'flash-full',
  'netwatch-missing',
  'netwatch-settings',
  'log-missing',
  'log-settings',
] as const;
export const Why = z.enum(whys);
export type Why = z.infer<typeof Why>;

/** One step of *Uji sambungan*. */
export const Step = z.object({
  kind: StepKind,
  result: z.enum(['well', 'wrong', 'not-known']),
  /** Null = well, or not looked at. */
  why: Why.nullable(),
  /** Values beside it, as the router said them: never a secret. */
  facts: z.array(z.string()),
});
export type Step = z.infer<typeof Step>;

/** Why what was asked for did not come in time: nobody to ask, the agent was not heard since, or it is still at the router. */
export const Overdue = z.enum(['no-agent', 'agent-silent', 'router-slow']);
export type Overdue = z.infer<typeof Overdue>;

/** GET /api/routers/{id}/inspection */
export const Inspection = z.object({
  /** Somebody waits for one. */
  underWay: z.object({ requestId: z.uuid(), since: Instant }).nullable(),
  /** The last that was asked for was not answered in time; null = it was, or there is time yet. */
  overdue: Overdue.nullable(),
  last: z
    .object({
      at: Instant,
      /** Null = not the one that a person asked for last. */
      requestId: z.uuid().nullable(),
      outcome: Outcome,
      detail: z.string().nullable(),
      steps: z.array(Step),
    })
    .nullable(),
});
export type Inspection = z.infer<typeof Inspection>;
