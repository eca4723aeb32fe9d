import { z } from 'zod';
import { Counter, Instant } from './names.ts';

/** Traffic and users of one router in one hour (UTC hours; WIB is UTC+7, so they are WIB hours too). */
export const UsageHour = z.object({
  hour: Instant,
  receiveBytes: Counter,
  transmitBytes: Counter,
  /** Null when no look of the hour was answered. */
  peakUsers: z.number().int().nullable(),
  meanUsers: z.number().nullable(),
});
export type UsageHour = z.infer<typeof UsageHour>;

/** Download of each router over the last 24 h by the hour, for sparklines; null = not known, a gap. */
export const Sparkline = z.object({
  routerId: z.number().int(),
  from: Instant,
  stepSeconds: z.number().int(),
  bitsPerSecond: z.array(z.number().nullable()).max(60),
});
export type Sparkline = z.infer<typeof Sparkline>;

/** One bucket of the chart on *Titik*. */
export const UsagePoint = z.object({
  at: Instant,
  receiveBitsPerSecond: z.number().nullable(),
  transmitBitsPerSecond: z.number().nullable(),
  users: z.number().nullable(),
});
export type UsagePoint = z.infer<typeof UsagePoint>;

/** `router:12`, `village:16.10.06.2021`, `kecamatan:16.10.06`, `regency` */
export const Area = z.string().regex(/^(regency|router:\d{1,9}|village:[\d.]{13}|kecamatan:[\d.]{8})$/);
export type Area = z.infer<typeof Area>;

/** Hours, or days or months of WIB. */
export const UsageStep = z.enum(['hour', 'day', 'month']);

/** One step of an area; `observed` is the share of its router-hours that had an answered look, 0..1; null before any was in service. */
export const UsageStretch = z.object({
  from: Instant,
  receiveBytes: Counter,
  transmitBytes: Counter,
  peakUsers: z.number().int().nullable(),
  meanUsers: z.number().nullable(),
  sessions: z.number().int().nullable(),
  devices: z.number().int().nullable(),
  observed: z.number().min(0).max(1).nullable(),
});
export type UsageStretch = z.infer<typeof UsageStretch>;

const Total = z.object({
  receiveBytes: Counter,
  transmitBytes: Counter,
  peakUsers: z.number().int().nullable(),
  meanUsers: z.number().nullable(),
  sessions: z.number().int(),
  observed: z.number().min(0).max(1),
});

/** GET /api/usage?area&from&to&step: totals beside those of the span before, steps, villages, and the hours of the week. */
export const UsageView = z.object({
  area: Area,
  from: Instant,
  to: Instant,
  total: Total,
  before: Total,
  steps: z.array(UsageStretch).max(1_500),
  villages: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      kecamatan: z.string(),
      receiveBytes: Counter,
      transmitBytes: Counter,
      peakUsers: z.number().int().nullable(),
      meanUsers: z.number().nullable(),
      sessions: z.number().int(),
    }),
  ),
  /** Mean users by weekday (Monday first) and hour in WIB; null where nobody looked. */
  week: z.array(z.array(z.number().nullable()).length(24)).length(7),
});
export type UsageView = z.infer<typeof UsageView>;
