import { z } from 'zod';
import { Instant, VillageCode } from './names.ts';
import { Cause } from './outages.ts';

/** What outages of one incident share. */
export const incidentLinks = ['provider', 'tower', 'feeder', 'kecamatan', 'agent', 'unknown'] as const;
export const IncidentLink = z.enum(incidentLinks);
export type IncidentLink = z.infer<typeof IncidentLink>;

/** Why they were judged to share one fate. */
export const IncidentEvidence = z.object({
  /** Routers that fell together, of how many that share the link and were seen then. */
  fell: z.number().int(),
  seen: z.number().int(),
  /** Between the first and the last start, and the first and the last end, seconds. */
  startsWithinSeconds: z.number(),
  endsWithinSeconds: z.number().nullable(),
  /** Chance that so many fall together by themselves, by each router's own history: 0..1. */
  chance: z.number().min(0).max(1),
  /** Other links that the members share too, the likelier first. */
  alternatives: z.array(z.object({ link: IncidentLink, name: z.string().nullable() })),
});
export type IncidentEvidence = z.infer<typeof IncidentEvidence>;

export const IncidentState = z.enum(['proposed', 'confirmed', 'rejected']);

export const IncidentMember = z.object({
  routerId: z.number().int(),
  router: z.string(),
  village: z.object({ code: VillageCode, name: z.string() }),
  firstFailedAt: Instant,
  endedAt: Instant.nullable(),
  /** Of the outage alone. */
  cause: Cause,
});

/** GET /api/incidents, /api/incidents/{id} */
export const Incident = z.object({
  id: z.number().int(),
  link: IncidentLink,
  name: z.string().nullable(),
  /** Proposed common cause. */
  cause: Cause,
  beganAt: Instant,
  /** Null while a member lasts. */
  endedAt: Instant.nullable(),
  evidence: IncidentEvidence,
  state: IncidentState,
  decided: z.object({ by: z.string(), at: Instant, reason: z.string().nullable() }).nullable(),
  members: z.array(IncidentMember),
});
export type Incident = z.infer<typeof Incident>;

/** POST /api/incidents/{id}/decision: confirmed once, the link is remembered on its routers. */
export const IncidentDecision = z.object({
  state: z.enum(['confirmed', 'rejected']),
  link: IncidentLink,
  /** Needed for every link but `unknown`; the name that the routers will carry. */
  name: z.string().trim().min(1).max(100).nullable(),
  cause: Cause,
  reason: z.string().trim().max(500).nullable(),
});
export type IncidentDecision = z.infer<typeof IncidentDecision>;
