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

/** One thing that speaks for or against a cause. */
export const signKinds = [
  // The router itself.
  'uptime-ran-on',
  'lte-restarted',
  'restarted',
  'several-restarts',
  'crashed',
  'watchdog',
  'restarted-by-hand',
  'commanded',
  'voltage-fell',
  // Its own log on disk, read when it was back.
  'log-uplink-first',
  'log-no-uplink-loss',
  // Its own words, by RADIUS: alive, with a way to the controller.
  'heard-last',
  'heard-again',
  // Others.
  'uplink-shared',
  'feeder-fell',
  'feeder-stayed',
  'feeder-back',
  'contact-off',
  'contact-on',
  // The office.
  'unpaid',
  'quota-used',
  'planned',
  // What is lacking.
  'still-away',
  'uptime-unknown',
] as const;
export const SignKind = z.enum(signKinds);
export type SignKind = z.infer<typeof SignKind>;

export const Sign = z.object({
  kind: SignKind,
  /** When it happened, where it has a time. */
  at: Instant.nullable(),
  /** How many: neighbours, restarts. */
  count: z.number().int().nullable(),
  /** Of what: a feeder, a provider, `gateway`, a reference, "21.3 V", a date. */
  name: z.string().nullable(),
});
export type Sign = z.infer<typeof Sign>;

const Between = z.object({ from: Instant.nullable(), to: Instant });

export const Evidence = z.object({
  kind: z.enum(evidenceKinds),
  /** What decided stands first; the rest in the order of its weight. */
  signs: z.array(Sign),
  /** The true start and end, as narrowly as evidence puts them; end null while it lasts or nobody can look. */
  began: Between.nullable(),
  ended: Between.nullable(),
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
  /** What counts: the ruling of staff where there is one, else what was judged. */
  cause: Cause,
  /** What the evidence says. */
  judgedCause: Cause,
  ruling: z.object({ cause: Cause, reason: z.string(), by: z.string(), at: Instant }).nullable(),
  incidentId: z.number().int().nullable(),
  evidence: Evidence,
  simulated: z.boolean(),
  /** Hotspot users in the last good look before it fell. */
  usersBefore: z.number().int().nullable(),
  contacts: RouterContacts,
  /** All answers about it, the newest first. */
  answers: z.array(ContactAnswer),
  /** What staff wrote beside it, the newest first. */
  notes: z.array(z.object({ at: Instant, by: z.string(), note: z.string() })),
  /** Restarts that staff asked for while it lasted, the newest first. */
  reboots: z.array(z.object({ askedAt: Instant, by: z.string(), state: z.string() })),
});
export type Outage = z.infer<typeof Outage>;

/** POST /api/routers/{id}/outages/rulings: null takes the last ruling back. Both stay on record. */
export const NewRuling = z.object({
  firstFailedAt: Instant,
  cause: Cause.nullable(),
  reason: z.string().trim().min(5).max(500),
});
export type NewRuling = z.infer<typeof NewRuling>;

/** POST /api/routers/{id}/outages/notes */
export const NewOutageNote = z.object({
  firstFailedAt: Instant,
  note: z.string().trim().min(1).max(1_000),
});
export type NewOutageNote = z.infer<typeof NewOutageNote>;

/** GET /api/outages */
export const OutageQuery = z.object({
  open: z.enum(['true', 'false']).optional(),
  village: z.string().max(20).optional(),
  router: z.coerce.number().int().positive().optional(),
  cause: Cause.optional(),
  /** Shortest length, seconds. */
  atLeast: z.coerce.number().int().min(0).max(31_536_000).optional(),
  /** First failed look in [from, to). */
  from: Instant.optional(),
  to: Instant.optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(200),
});
export type OutageQuery = z.infer<typeof OutageQuery>;

/** One day (WIB) of a village in the strip: seconds in each state, and of `down` by cause. */
export const StripDay = z.object({
  /** 2026-11-25 */
  day: z.iso.date(),
  up: z.number(),
  degraded: z.number(),
  down: z.partialRecord(Cause, z.number()),
  unknown: z.number(),
});
export type StripDay = z.infer<typeof StripDay>;

/** GET /api/strips?days=30: the villages' days, oldest first; the present day is cut at now. */
export const VillageStrip = z.object({
  village: z.object({ code: VillageCode, name: z.string(), kecamatan: z.string() }),
  routers: z.array(z.object({ id: z.number().int(), name: z.string() })),
  days: z.array(StripDay),
});
export type VillageStrip = z.infer<typeof VillageStrip>;

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
