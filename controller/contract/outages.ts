import { z } from 'zod';
import { Instant, VillageCode } from './names.ts';

export const causes = [
  'power',
  'uplink',
  'unpaid',
  'device',
  'site',
  'commanded',
  'maintenance',
  'undetermined',
] as const;
export const Cause = z.enum(causes);
export type Cause = z.infer<typeof Cause>;

/** What speaks for a cause; `restarted` alone proves one restart near the end, and no more. */
export const evidenceKinds = [
  'uptime-ran-on',
  'restarted',
  'uptime-unknown',
  'commanded-reboot',
  'still-away',
] as const;
/** What the village's contact said of the power. */
export const Power = z.enum(['on', 'off', 'unknown']);
export type Power = z.infer<typeof Power>;

export const Evidence = z.object({
  kind: z.enum(evidenceKinds),
  /** Router's uptime when it was back, seconds. */
  uptimeSeconds: z.number().int().nullable(),
  /** Now minus uptime: when the router last started. */
  bootedAt: Instant.nullable(),
  /** The newest answer of the contact about this outage. */
  answer: z.object({ power: Power, at: Instant }).nullable(),
});
export type Evidence = z.infer<typeof Evidence>;

/** POST /api/outages/answers: asked of the contact by telephone, written down by staff. */
export const NewContactAnswer = z.object({
  firstFailedAt: Instant,
  power: Power,
  note: z.string().trim().max(300).nullable(),
});
export type NewContactAnswer = z.infer<typeof NewContactAnswer>;

export const ContactAnswer = z.object({
  id: z.number().int(),
  at: Instant,
  power: Power,
  note: z.string().nullable(),
  by: z.string(),
});
export type ContactAnswer = z.infer<typeof ContactAnswer>;

/** Whom to call about a router, and by which numbers it is known there. */
export const RouterContacts = z.object({
  contact: z.object({ name: z.string(), phone: z.string() }).nullable(),
  provider: z.string().nullable(),
  customerNo: z.string().nullable(),
  plnId: z.string().nullable(),
});
export type RouterContacts = z.infer<typeof RouterContacts>;

/** A maximal run of `down`. Both ends as intervals: [last good, first failed] and [last failed, first good]. */
export const Outage = z.object({
  id: z.number().int(),
  routerId: z.number().int(),
  router: z.string(),
  village: z.object({ code: VillageCode, name: z.string() }),
  lastGoodAt: Instant.nullable(),
  firstFailedAt: Instant,
  lastFailedAt: Instant,
  firstGoodAt: Instant.nullable(),
  /** End of the down span (good again, or unknown from then on); null while it lasts. */
  endedAt: Instant.nullable(),
  cause: Cause,
  evidence: Evidence,
  simulated: z.boolean(),
  /** Hotspot users in the last good look before it fell. */
  usersBefore: z.number().int().nullable(),
  contacts: RouterContacts,
  /** All answers about it, the newest first. */
  answers: z.array(ContactAnswer),
  /** Restarts that staff asked for while it lasted, the newest first. */
  reboots: z.array(z.object({ askedAt: Instant, by: z.string(), state: z.string() })),
});
export type Outage = z.infer<typeof Outage>;

/**
 * Availability of a period: up / (up + degraded + down), floored to 1/100 percent, from spans.
 * Below 90 % observed no single figure is given but [all unobserved down, all unobserved up].
 */
export const Availability = z.object({
  routerId: z.number().int(),
  router: z.string(),
  village: z.object({ code: VillageCode, name: z.string() }),
  from: Instant,
  to: Instant,
  upSeconds: z.number(),
  degradedSeconds: z.number(),
  downSeconds: z.number(),
  unknownSeconds: z.number(),
  /** 0..100, floored to two decimals; null when less than 90 % was observed or nothing was. */
  percent: z.number().nullable(),
  /** [least, most] possible, 0..100; equal to percent when all was observed. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  /** Share of the period with a known state, 0..100, floored. */
  observedPercent: z.number(),
  receiveBytes: z.string(),
  transmitBytes: z.string(),
  peakUsers: z.number().int().nullable(),
});
export type Availability = z.infer<typeof Availability>;

/** `24h`, or the present calendar month in WIB. */
export const Period = z.enum(['24h', 'month']);
export type Period = z.infer<typeof Period>;
