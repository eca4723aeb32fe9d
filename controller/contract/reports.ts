import { z } from 'zod';
import { Instant, VillageCode } from './names.ts';
import { Cause, Sign } from './outages.ts';
import { ReportFigures } from './resident-reports.ts';
import { Restitution } from './service-levels.ts';

/** 2026-11: a calendar month in WIB. */
export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/);
export type Month = z.infer<typeof Month>;

/**
 * Availability = up ÷ (up + countable down), floored to 1/100 percent. Seconds of all routers of the area together.
 * Whole = up + down + planned + unobserved (+ outside service hours).
 */
export const Figure = z.object({
  /** 0..100, floored; null when less than 90 % was observed, or nothing was owed. */
  percent: z.number().nullable(),
  /** [all unobserved down, all unobserved up]; null when nothing was observed. */
  interval: z.tuple([z.number(), z.number()]).nullable(),
  /** Share of the owed time (service hours less planned) that was observed, 0..100, floored. */
  observedPercent: z.number(),
  upSeconds: z.number(),
  /** Counts against the figure. */
  downSeconds: z.number(),
  /** Part of `upSeconds`: down or degraded, but not counted by this rule set (power, short, ours). */
  excusedSeconds: z.number(),
  unobservedSeconds: z.number(),
  plannedSeconds: z.number(),
  outsideHoursSeconds: z.number(),
});
export type Figure = z.infer<typeof Figure>;

/** What residents felt, and what the provider owes: always together. */
export const Figures = z.object({ felt: Figure, owed: Figure });
export type Figures = z.infer<typeof Figures>;

/** Down in service hours by cause; seconds and how many outages. */
export const CauseShare = z.object({ cause: Cause, seconds: z.number(), count: z.number().int() });
export type CauseShare = z.infer<typeof CauseShare>;

export const ReportOutage = z.object({
  village: z.object({ code: VillageCode, name: z.string() }),
  routerId: z.number().int(),
  router: z.string(),
  lastGoodAt: Instant.nullable(),
  firstFailedAt: Instant,
  lastFailedAt: Instant,
  firstGoodAt: Instant.nullable(),
  /** Null = it lasts over the end of the period. */
  endedAt: Instant.nullable(),
  /** Length, up to the end of the period; and the part within the month that counts in each figure. */
  seconds: z.number(),
  feltSeconds: z.number(),
  owedSeconds: z.number(),
  cause: Cause,
  judgedCause: Cause,
  ruling: z.object({ reason: z.string(), by: z.string() }).nullable(),
  signs: z.array(Sign),
  /** Restarts by staff and notes, in words of those who wrote them, the oldest first. */
  done: z.array(z.string()),
});
export type ReportOutage = z.infer<typeof ReportOutage>;

export const ReportVillage = z.object({
  code: VillageCode,
  name: z.string(),
  kecamatan: z.string(),
  routers: z.array(
    z.object({ id: z.number().int(), name: z.string(), uplink: z.string(), provider: z.string().nullable() }),
  ),
  figures: Figures,
  outages: z.number().int(),
  longestSeconds: z.number(),
  /** Mean time to repair, seconds; null without an ended outage. */
  meanSeconds: z.number().nullable(),
  causes: z.array(CauseShare),
  /** Cuts of power: how often, how long. */
  power: z.object({ count: z.number().int(), seconds: z.number() }),
  degradedSeconds: z.number(),
  receiveBytes: z.string(),
  transmitBytes: z.string(),
  peakUsers: z.number().int().nullable(),
  sessions: z.number().int().nullable(),
  devices: z.number().int().nullable(),
  /** Reports of residents; absent where there were none, as in every month before they were taken. */
  residentReports: ReportFigures.optional(),
  /** A letter a day of the month: u up, g degraded > 5 %, d down > 5 % (worst wins), ? unknown most of the day, - outside. */
  days: z.string(),
});
export type ReportVillage = z.infer<typeof ReportVillage>;

/** Planned time that was entered after it began. */
export const LateEntry = z.object({
  kind: z.string(),
  reference: z.string(),
  reason: z.string(),
  from: Instant,
  until: Instant,
  enteredAt: Instant,
  enteredBy: z.string(),
  approvedBy: z.string().nullable(),
});
export type LateEntry = z.infer<typeof LateEntry>;

/** The month of the regency. The digest covers all of it but the trend, whose months have digests of their own. */
export const MonthReport = z.object({
  month: Month,
  from: Instant,
  /** End of the month, or now while it lasts. */
  to: Instant,
  over: z.boolean(),
  ruleSet: z.object({ name: z.string(), version: z.number().int() }),
  regency: z.object({
    figures: Figures,
    outages: z.number().int(),
    causes: z.array(CauseShare),
    power: z.object({ count: z.number().int(), seconds: z.number() }),
    receiveBytes: z.string(),
    transmitBytes: z.string(),
    peakUsers: z.number().int().nullable(),
    sessions: z.number().int().nullable(),
    devices: z.number().int().nullable(),
    residentReports: ReportFigures.optional(),
  }),
  villages: z.array(ReportVillage),
  /** Codes of the three villages that were worst off, and what was done there. */
  worst: z.array(z.object({ code: VillageCode, done: z.array(z.string()) })),
  outages: z.array(ReportOutage),
  /** Twelve months, the oldest first, the present one last; null where nothing is known. */
  trend: z.array(z.object({ month: Month, felt: z.number().nullable(), owed: z.number().nullable() })),
  lateEntries: z.array(LateEntry),
  /** Heads of the chains of looks over the month: one hash for all days. */
  chainHead: z.string().nullable(),
});
export type MonthReport = z.infer<typeof MonthReport>;

/** GET /api/reports/{month}: the draft as of now, with what was closed before. */
export const ReportView = z.object({
  report: MonthReport,
  /** SHA-256 over the canonical JSON of `report` without its trend, hex. */
  digest: z.string(),
  /** What was closed, the newest first. */
  closed: z.array(
    z.object({
      revision: z.number().int(),
      digest: z.string(),
      number: z.string(),
      reason: z.string().nullable(),
      closedAt: Instant,
      closedBy: z.string(),
    }),
  ),
  /** The month was closed, and figures are other than they were then. */
  revised: z.boolean(),
  /** It was closed, and samples came since that moved no figure: only the head of the chains is another. */
  samplesAdded: z.boolean(),
  /** Addresses outside the office that get the chains' heads each morning. */
  witnesses: z.number().int(),
});
export type ReportView = z.infer<typeof ReportView>;

/** POST /api/reports/{month}/close; a month that is not over is refused. */
export const CloseReport = z.object({
  number: z.string().trim().min(1).max(100),
  /** Needed for a revision. */
  reason: z.string().trim().min(5).max(500).nullable(),
});
export type CloseReport = z.infer<typeof CloseReport>;

/** What a provider owes for a month, by its contract. */
export const Claim = z.object({
  month: Month,
  contract: z.object({
    id: z.number().int(),
    provider: z.string(),
    number: z.string(),
    slaPercent: z.number(),
    monthlyFeeIdr: z.number().int(),
    restitution: Restitution,
  }),
  figures: Figures,
  ruleSet: z.object({ name: z.string(), version: z.number().int() }),
  /** Rupiah; null when too little was observed for a figure. */
  amountIdr: z.number().int().nullable(),
  /** Those with owedSeconds > 0. */
  outages: z.array(ReportOutage),
  routers: z.array(
    z.object({ id: z.number().int(), name: z.string(), village: z.string(), figures: Figures }),
  ),
});
export type Claim = z.infer<typeof Claim>;

export const PaperKind = z.enum([
  'report.pdf',
  'report.xlsx',
  'report.csv',
  'report.png',
  'report.json',
  'claim.pdf',
]);
export type PaperKind = z.infer<typeof PaperKind>;

/** POST /api/reports/{month}/papers → { id }; GET /api/papers/{id}; GET /api/papers/{id}/file */
export const NewPaper = z.object({
  kind: PaperKind,
  /** Of claim.pdf. */
  contractId: z.number().int().positive().optional(),
  /** Of claim.pdf: its own letter number; without it the office's pattern, with a gap for the running number. */
  number: z.string().trim().min(1).max(100).optional(),
  /** A closed issue; without it the draft. */
  revision: z.number().int().positive().optional(),
});
export type NewPaper = z.infer<typeof NewPaper>;
/** `too-many` wait, `late`: past its deadline, `too-large` for its memory, `broken`: it cannot be drawn. */
export const PaperFailure = z.enum(['too-many', 'late', 'too-large', 'broken', 'stopping']);
export type PaperFailure = z.infer<typeof PaperFailure>;

export const PaperJob = z.object({
  id: z.uuid(),
  kind: PaperKind,
  state: z.enum(['waiting', 'working', 'done', 'failed']),
  /** 0..1 */
  progress: z.number(),
  failure: PaperFailure.nullable(),
  fileName: z.string(),
  bytes: z.number().int().nullable(),
});
export type PaperJob = z.infer<typeof PaperJob>;
