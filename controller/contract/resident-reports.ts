import { z } from 'zod';
import { IncidentLink } from './incidents.ts';
import { Instant, RouterId, VillageCode } from './names.ts';
import { Cause } from './outages.ts';

/** What a resident can tell by one tap. */
export const reportKinds = ['slow', 'cannot-join', 'dead', 'other'] as const;
export const ReportKind = z.enum(reportKinds);
export type ReportKind = z.infer<typeof ReportKind>;

/** Through the captive pages of a router, or by the public page of the village from any network. */
export const ReportVia = z.enum(['portal', 'info']);
export type ReportVia = z.infer<typeof ReportVia>;

/** Characters of a report's number: none that is mistaken for another. */
export const NUMBER_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
export const ReportNumber = z.string().regex(new RegExp(`^[${NUMBER_ALPHABET}]{6}$`));

export const RESIDENT_TEXT_LIMIT = 280;
/** What residents read: an answer or a closing. */
export const StaffWords = z.string().trim().min(3).max(300);

const Told = z.object({ text: z.string(), at: Instant });
const JoinedOutage = z.object({ firstFailedAt: Instant, endedAt: Instant.nullable(), cause: Cause });
const JoinedIncident = z.object({ id: z.number().int(), link: IncidentLink, endedAt: Instant.nullable() });

/** What anybody sees who knows the number. */
export const PublicReport = z.object({
  number: ReportNumber,
  village: z.object({ code: VillageCode, name: z.string() }),
  kind: ReportKind,
  state: z.enum(['received', 'answered', 'closed']),
  receivedAt: Instant,
  /** When an answer is promised at the latest. */
  answerDueAt: Instant,
  answer: Told.nullable(),
  closing: Told.nullable(),
  outage: JoinedOutage.nullable(),
  incident: JoinedIncident.nullable(),
});
export type PublicReport = z.infer<typeof PublicReport>;

/** What staff said to reports that are open: for the village's page. The newest first. */
export interface OpenAnswer {
  readonly kind: ReportKind;
  readonly answer: string;
  readonly answeredAt: string;
  /** How many reports it answers. */
  readonly reports: number;
}

export const ResidentReport = z.object({
  id: z.number().int(),
  number: ReportNumber,
  kind: ReportKind,
  text: z.string().nullable(),
  via: ReportVia,
  router: z.string().nullable(),
  receivedAt: Instant,
  answerDueAt: Instant,
  closeDueAt: Instant,
  /** Not answered, or not closed, and its time is over. */
  overdue: z.enum(['answer', 'close']).nullable(),
  answer: Told.extend({ by: z.string() }).nullable(),
  closing: Told.extend({ by: z.string() }).nullable(),
});
export type ResidentReport = z.infer<typeof ResidentReport>;

/** Reports of one village on one outage, or on none. */
export const ReportGroup = z.object({
  key: z.string(),
  village: z.object({ code: VillageCode, name: z.string(), kecamatan: z.string() }),
  outage: JoinedOutage.extend({ routerId: z.number().int(), router: z.string() }).nullable(),
  incident: JoinedIncident.nullable(),
  open: z.number().int(),
  overdue: z.number().int(),
  reports: z.array(ResidentReport),
});
export type ReportGroup = z.infer<typeof ReportGroup>;

/** GET /api/resident-reports */
export const ReportQuery = z.object({
  state: z.enum(['open', 'closed', 'all']).default('open'),
  village: VillageCode.optional(),
  kind: ReportKind.optional(),
  overdue: z.enum(['true', 'false']).optional(),
});
export type ReportQuery = z.infer<typeof ReportQuery>;
export const ReportList = z.object({
  groups: z.array(ReportGroup),
  /** Of all that she may see, whatever the filter. */
  open: z.number().int(),
  overdue: z.number().int(),
  /** More matched than are listed. */
  more: z.boolean(),
});
export type ReportList = z.infer<typeof ReportList>;

/** POST /api/resident-reports/answer, /close: one text for all of them. */
export const ToReports = z.object({ ids: z.array(RouterId).min(1).max(500), text: StaffWords });
export type ToReports = z.infer<typeof ToReports>;

/** GET, PUT /api/resident-reports/deadlines; hours by the clock, from when a report was received. */
export const Deadlines = z
  .object({ answerHours: z.number().int().min(1).max(240), closeHours: z.number().int().min(1).max(2_160) })
  .refine(({ answerHours, closeHours }) => closeHours >= answerHours, {
    path: ['closeHours'],
    error: 'sooner-than-answer',
  });
export type Deadlines = z.infer<typeof Deadlines>;

/** GET, PUT /api/resident-reports/templates: her own quick answers. */
export const Templates = z.object({ texts: z.array(StaffWords).max(10) });
export type Templates = z.infer<typeof Templates>;

/**
 * What was kept in a time of what was promised. Counted by the deadline that fell into the time, so that a time that is
 * over stands still. Medians in minutes, of what was answered and closed in it; null where nothing was.
 */
export const ReportFigures = z.object({
  received: z.number().int(),
  answersDue: z.number().int(),
  answeredInTime: z.number().int(),
  closingsDue: z.number().int(),
  closedInTime: z.number().int(),
  medianAnswerMinutes: z.number().nullable(),
  medianCloseMinutes: z.number().nullable(),
});
export type ReportFigures = z.infer<typeof ReportFigures>;

/** GET /api/resident-reports/of-outage: evidence beside an outage; no figure rests on it. */
export const OutageReports = z.object({
  received: z.number().int(),
  dead: z.number().int(),
  firstAt: Instant.nullable(),
});
export type OutageReports = z.infer<typeof OutageReports>;
