import { z } from 'zod';
import { Instant, VillageCode } from './names.ts';

/** Sessions keep the phone's address so long after their last word, days. */
export const ADDRESS_DAYS = 90;

/** An inside address of a hotspot: nothing else is known of a session. */
const InsideAddress = z.union([z.ipv4(), z.ipv6()]);
const Letter = { letterNumber: z.string().trim().min(3).max(100), agency: z.string().trim().min(3).max(150) };
const DAY_MS = 86_400_000;
const ordered = ({ from, until }: { from: string; until: string }) => Date.parse(from) < Date.parse(until);

/** POST /api/privacy/requests. One day at most: a letter names a moment, not a habit. */
export const NewDataRequest = z
  .object({
    ...Letter,
    villageCode: VillageCode,
    insideAddress: InsideAddress,
    from: Instant,
    until: Instant,
    purpose: z.string().trim().min(10).max(500),
  })
  .refine(ordered, { path: ['until'], error: 'before-its-begin' })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= DAY_MS, {
    path: ['until'],
    error: 'longer-than-a-day',
  });
export type NewDataRequest = z.infer<typeof NewDataRequest>;

const Deed = z.object({ by: z.string(), at: Instant });

/** GET /api/privacy/requests */
export const DataRequest = z.object({
  id: z.number().int(),
  letterNumber: z.string(),
  agency: z.string(),
  village: z.object({ code: VillageCode, name: z.string() }),
  insideAddress: z.string(),
  from: Instant,
  until: Instant,
  purpose: z.string(),
  asked: Deed,
  decided: Deed.extend({ approved: z.boolean() }).nullable(),
  /** The one who reads this may decide it: she has the right and is another than who asked. */
  mayDecide: z.boolean(),
  /** There is an answer, and she is one of the two who may read it. */
  mayRead: z.boolean(),
  /** Approved, and its answer was erased after its time. */
  answerErased: z.boolean(),
});
export type DataRequest = z.infer<typeof DataRequest>;

/** POST /api/privacy/requests/{id}/decision, /api/privacy/holds/{id}/decision */
export const PrivacyDecision = z.object({ approved: z.boolean() });

/** GET /api/privacy/requests/{id}/answer: as it was given when it was approved. */
export const DataAnswer = z.object({
  computedAt: Instant,
  sessions: z.array(
    z.object({
      router: z.string(),
      mac: z.string(),
      startedAt: Instant,
      /** Null: it was not over when this was answered. */
      endedAt: Instant.nullable(),
      loginBy: z.string().nullable(),
    }),
  ),
  /** Sessions of that time have lost their addresses: nobody can tell any more. */
  erased: z.boolean(),
  /** What goes with every answer. */
  sentence: z.string(),
});
export type DataAnswer = z.infer<typeof DataAnswer>;

/** POST /api/privacy/holds: suspends deletion of sessions of that time. At most 400 days. */
export const NewLegalHold = z
  .object({
    ...Letter,
    /** Null = every village. */
    villageCode: VillageCode.nullable(),
    from: Instant,
    until: Instant,
    reason: z.string().trim().min(10).max(500),
  })
  .refine(ordered, { path: ['until'], error: 'before-its-begin' })
  .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= 400 * DAY_MS, {
    path: ['until'],
    error: 'too-long',
  });
export type NewLegalHold = z.infer<typeof NewLegalHold>;

/** GET /api/privacy/holds. It holds from its approval by a second person until it is lifted. */
export const LegalHold = z.object({
  id: z.number().int(),
  letterNumber: z.string(),
  agency: z.string(),
  village: z.object({ code: VillageCode, name: z.string() }).nullable(),
  from: Instant,
  until: Instant,
  reason: z.string(),
  entered: Deed,
  approved: Deed.nullable(),
  lifted: Deed.nullable(),
  mayApprove: z.boolean(),
});
export type LegalHold = z.infer<typeof LegalHold>;
