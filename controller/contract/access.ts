import { z } from 'zod';
import { Counter, Instant, int32, RouterId, VillageCode } from './names.ts';

/** How a session began. */
export const loginWays = ['tap', 'voucher', 'officer', 'office-device', 'remembered'] as const;
export const LoginWay = z.enum(loginWays);
export type LoginWay = z.infer<typeof LoginWay>;

/** [from, until] in minutes of the day, WIB; `until` past midnight is more than 1440. */
const Stretch = z
  .tuple([int32(0).max(1_439), int32(1).max(2_879)])
  .refine(([from, until]) => until > from && until - from <= 1_440, { error: 'until-before-from' });
/** Seven lists, Monday first; an empty one is a day that is closed. */
export const Week = z.array(z.array(Stretch).max(6)).length(7);
export type Week = z.infer<typeof Week>;

const Kbps = int32(64).max(1_000_000);
const PlanId = RouterId;

export const AccessPlanDraft = z
  .object({
    /** From the resident's view. */
    downloadKbps: Kbps,
    uploadKbps: Kbps,
    /** A day ends at 04:00 WIB. Null = no limit. */
    dayMinutes: int32(5).max(1_440).nullable(),
    dayBytes: Counter.refine((bytes) => BigInt(bytes) >= 1_048_576n && BigInt(bytes) < 2n ** 53n, {
      error: 'too-small',
    }).nullable(),
    idleMinutes: int32(1).max(1_440),
    /** Once the day's bytes are used up; null = the wifi ends for that day. */
    fair: z.object({ downloadKbps: Kbps, uploadKbps: Kbps }).nullable(),
    /** A phone is let in by itself until the so many-th 04:00 WIB; 0 = never. */
    rememberDays: int32(0).max(14),
    /** Null = those of the village. */
    hours: Week.nullable(),
  })
  .refine(({ fair, dayBytes }) => fair === null || dayBytes !== null, {
    path: ['fair'],
    error: 'without-bytes',
  });
export type AccessPlanDraft = z.infer<typeof AccessPlanDraft>;

export const NewAccessPlan = AccessPlanDraft.safeExtend({
  /** A hotspot server of this name at a router has this plan. */
  name: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9-]{1,39}$/),
});
export type NewAccessPlan = z.infer<typeof NewAccessPlan>;

/** GET /api/access/plans */
export const AccessPlan = NewAccessPlan.safeExtend({
  id: z.number().int(),
  /** Everybody gets it with one tap. */
  oneTap: z.boolean(),
  retiredAt: Instant.nullable(),
});
export type AccessPlan = z.infer<typeof AccessPlan>;

/** GET /api/access/hours; `village` null: of every village without hours of its own. */
export const OpeningHours = z.object({
  village: VillageCode.nullable(),
  week: Week,
  changedAt: Instant,
  changedBy: z.string(),
});
export type OpeningHours = z.infer<typeof OpeningHours>;

export const OpeningHoursChange = z.object({ village: VillageCode.nullable(), week: Week.nullable() });

export const ExceptionKind = z.enum(['closed', 'open', 'election', 'planned-outage', 'end-of-service']);
export type ExceptionKind = z.infer<typeof ExceptionKind>;

export const NewOpeningException = z
  .object({
    kind: ExceptionKind,
    /** Empty = all. */
    villages: z.array(VillageCode).max(500),
    from: Instant,
    /** Null: until it is withdrawn. */
    until: Instant.nullable(),
    /** What residents read. */
    reason: z.string().trim().min(5).max(200),
    /** Plans that may join all the same (closed, election). */
    planIds: z.array(PlanId).max(50),
  })
  .refine(({ from, until }) => until === null || until > from, { path: ['until'], error: 'before-from' });
export type NewOpeningException = z.infer<typeof NewOpeningException>;

export const OpeningExceptionEntry = z.object({
  id: z.number().int(),
  kind: ExceptionKind,
  villages: z.array(VillageCode),
  from: Instant,
  until: Instant.nullable(),
  reason: z.string(),
  planIds: z.array(z.number().int()),
  enteredAt: Instant,
  enteredBy: z.string(),
  withdrawn: z.object({ at: Instant, by: z.string() }).nullable(),
});
export type OpeningExceptionEntry = z.infer<typeof OpeningExceptionEntry>;

const Mac = z
  .string()
  .trim()
  .regex(/^([0-9A-Fa-f]{2}[:-]?){5}[0-9A-Fa-f]{2}$/);

export const NewOfficeDevice = z.object({
  mac: Mac,
  planId: PlanId,
  /** Null = in every village. */
  village: VillageCode.nullable(),
  /** What it is, not whose. */
  label: z.string().trim().min(3).max(80),
  until: Instant.nullable(),
});
export type NewOfficeDevice = z.infer<typeof NewOfficeDevice>;

export const OfficeDevice = NewOfficeDevice.extend({
  plan: z.string(),
  enteredAt: Instant,
  enteredBy: z.string(),
});
export type OfficeDevice = z.infer<typeof OfficeDevice>;

export const VoucherKind = z.enum(['voucher', 'officer']);

/** POST /api/access/voucher-batches */
export const NewVoucherBatch = z.object({
  /** `officer`: codes of staff in the village. */
  kind: VoucherKind,
  planId: PlanId,
  count: int32(1).max(500),
  /** Empty = all. */
  villages: z.array(VillageCode).max(500),
  /** From its first use; null = until it is revoked. */
  validMinutes: int32(5).max(527_040).nullable(),
  /** Phones at once with one code. */
  devices: int32(1).max(100),
  /** Unused ones end then. */
  usableUntil: Instant.nullable(),
  note: z.string().trim().min(3).max(200),
});
export type NewVoucherBatch = z.infer<typeof NewVoucherBatch>;

export const VoucherBatch = z.object({
  id: z.number().int(),
  kind: VoucherKind,
  planId: z.number().int(),
  plan: z.string(),
  villages: z.array(VillageCode),
  validMinutes: z.number().int().nullable(),
  devices: z.number().int(),
  usableUntil: Instant.nullable(),
  note: z.string(),
  issuedAt: Instant,
  issuedBy: z.string(),
  revoked: z.object({ at: Instant, by: z.string() }).nullable(),
  count: z.number().int(),
  used: z.number().int(),
});
export type VoucherBatch = z.infer<typeof VoucherBatch>;

export const VoucherState = z.enum(['unused', 'in-use', 'ended', 'revoked']);

/** One voucher, without its code. */
export const VoucherEntry = z.object({
  id: z.number().int(),
  state: VoucherState,
  firstUsedAt: Instant.nullable(),
  validUntil: Instant.nullable(),
  /** Phones online with it now. */
  online: z.number().int(),
});
export type VoucherEntry = z.infer<typeof VoucherEntry>;

/** GET /api/access/voucher-batches/{id}/sheet: for printing only. Unused ones that are good. */
export const VoucherSheet = z.object({
  batch: VoucherBatch,
  codes: z.array(z.object({ id: z.number().int(), code: z.string() })),
});
export type VoucherSheet = z.infer<typeof VoucherSheet>;

/** GET /api/access/sessions: nothing that names a person or a phone. */
export const OnlineSession = z.object({
  id: z.string().regex(/^\d{1,19}$/),
  routerId: z.number().int(),
  router: z.string(),
  village: VillageCode,
  since: Instant,
  plan: z.string().nullable(),
  loginBy: LoginWay.nullable(),
  /** From the resident's view: receive = download. */
  receiveBytes: Counter,
  transmitBytes: Counter,
});
export type OnlineSession = z.infer<typeof OnlineSession>;

/** POST /api/access/sessions/{id}/disconnect */
export const DisconnectRequest = z.object({
  reason: z.string().trim().min(5).max(300),
  /** False: its phone is no longer let in by itself. */
  onlyThisSession: z.boolean(),
});
export type DisconnectRequest = z.infer<typeof DisconnectRequest>;

/**
 * What became of it. `gone`: the router has ended it; `asked`: an agent has been asked to; `refused`: the router says
 * that it knows no such session; `no-answer`; `no-way`: neither an agent nor a tunnel leads to it.
 */
export const DisconnectResult = z.object({
  result: z.enum(['gone', 'asked', 'refused', 'no-answer', 'no-way']),
  forgotten: z.boolean(),
});
export type DisconnectResult = z.infer<typeof DisconnectResult>;
