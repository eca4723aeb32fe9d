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
