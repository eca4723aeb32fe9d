import { z } from 'zod';
import { Instant, VillageCode } from './names.ts';

const text = (least: number, most: number) => z.string().trim().min(least).max(most);

/** Minutes of the day in WIB, [from, until), until up to 1440; null = closed that day. Monday first. */
export const Week = z
  .array(
    z
      .tuple([z.number().int().min(0).max(1_439), z.number().int().min(1).max(1_440)])
      .refine(([from, until]) => from < until, { error: 'ends-before-it-begins' })
      .nullable(),
  )
  .length(7);
export type Week = z.infer<typeof Week>;

/** POST /api/service-hours: from a day (WIB) on. Entered rows are never changed: a later one takes over. */
export const NewServiceHours = z.object({
  /** Empty = all villages that have none of their own. */
  villages: z.array(VillageCode).max(500),
  validFrom: z.iso.date(),
  reference: text(1, 100),
  week: Week,
});
export type NewServiceHours = z.infer<typeof NewServiceHours>;
export const ServiceHours = NewServiceHours.extend({
  id: z.number().int(),
  villages: z.array(VillageCode),
  enteredAt: Instant,
  enteredBy: z.string(),
});
export type ServiceHours = z.infer<typeof ServiceHours>;

export const PlannedKind = z.enum(['decree', 'maintenance']);
export type PlannedKind = z.infer<typeof PlannedKind>;

/** POST /api/planned-windows: time in which service is not owed, or maintenance was announced. */
export const NewPlannedWindow = z
  .object({
    kind: PlannedKind,
    /** Number of the decree, or of the work order. */
    reference: text(1, 100),
    reason: text(3, 300),
    /** Empty = all. */
    villages: z.array(VillageCode).max(500),
    from: Instant,
    until: Instant,
  })
  .refine(({ from, until }) => from < until, { error: 'ends-before-it-begins', path: ['until'] });
export type NewPlannedWindow = z.infer<typeof NewPlannedWindow>;

/** `counts`: takes its time out of both figures; `late`: entered after it began, and nobody else has approved it yet. */
export const PlannedWindow = z.object({
  id: z.number().int(),
  kind: PlannedKind,
  reference: z.string(),
  reason: z.string(),
  villages: z.array(VillageCode),
  from: Instant,
  until: Instant,
  enteredAt: Instant,
  enteredBy: z.string(),
  approved: z.object({ by: z.string(), at: Instant }).nullable(),
  withdrawn: z.object({ by: z.string(), at: Instant }).nullable(),
  /** Entered after it began: printed as *dicatat kemudian*. */
  late: z.boolean(),
  counts: z.boolean(),
  /** Other windows of the same kind and villages that it overlaps: time is counted once. */
  overlaps: z.array(z.number().int()),
});
export type PlannedWindow = z.infer<typeof PlannedWindow>;

/**
 * What is paid back of a month's fee. `proportional`: fee × (promised − reached) ÷ promised. `tiers`: the share of the
 * fee of the lowest tier that the figure is below. Floored to whole rupiah.
 */
export const Restitution = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('proportional') }),
  z.object({
    kind: z.literal('tiers'),
    tiers: z
      .array(z.object({ belowPercent: z.number().min(0).max(100), feePercent: z.number().min(0).max(100) }))
      .min(1)
      .max(20),
  }),
]);
export type Restitution = z.infer<typeof Restitution>;

/** PUT /api/provider-contracts/{id}, POST /api/provider-contracts */
export const NewProviderContract = z.object({
  provider: text(1, 100),
  number: text(1, 100),
  slaPercent: z.number().min(0).max(100),
  monthlyFeeIdr: z.number().int().min(0).max(1_000_000_000_000),
  ruleSet: z.string(),
  restitution: Restitution,
  routerIds: z.array(z.number().int().positive()).min(1).max(5_000),
  validFrom: z.iso.date(),
  validUntil: z.iso.date().nullable(),
});
export type NewProviderContract = z.infer<typeof NewProviderContract>;
export const ProviderContract = NewProviderContract.extend({ id: z.number().int() });
export type ProviderContract = z.infer<typeof ProviderContract>;

/** Until the office says otherwise. */
export const CLAIM_NUMBER_PATTERN = '{n}/Diskominfo/Klaim/{bulan}/{tahun}';

/** GET, PUT /api/letterhead: what stands on papers. */
export const Letterhead = z.object({
  /** Kop dinas, a line each; the first is the regency. */
  lines: z.array(text(1, 120)).min(1).max(5),
  address: text(0, 300),
  place: text(1, 60),
  signer: z.object({ name: text(1, 100), nip: text(0, 30), title: text(1, 100), rank: text(0, 100) }),
  /** `{n}`, `{bulan}`, `{tahun}` are filled in. */
  numberPattern: text(1, 100),
  /** Of claim letters, which are letters of their own. */
  claimNumberPattern: text(1, 100).default(CLAIM_NUMBER_PATTERN),
});
export type Letterhead = z.infer<typeof Letterhead>;
