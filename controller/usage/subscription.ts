/** A bill is a chore this many days before it is due, and until the date moves. */
const PAID_DAYS = 7;
/** Share of the month's data from which on it is a chore. */
const QUOTA_SHARE = 0.8;
/** Providers sell decimal gigabytes. */
const GB = 1_000_000_000;
const DAY_MS = 86_400_000;
/** WIB is UTC+7 all year. */
const WIB_MS = 7 * 3_600_000;

const dayOf = (at: number) => Math.floor(at / DAY_MS);

/** First instant of the present calendar month in WIB, ms. */
export function monthStart(now: number): number {
  const wib = new Date(now + WIB_MS);
  return Date.UTC(wib.getUTCFullYear(), wib.getUTCMonth(), 1) - WIB_MS;
}

/** Paid up to and with this day (a date, as midnight UTC); true when somebody should pay. */
export const isBillDue = (paidUntil: Date | null, now: number): boolean =>
  paidUntil !== null && dayOf(paidUntil.getTime()) - dayOf(now + WIB_MS) <= PAID_DAYS;

/** Bytes of the month, both directions, by our own counters. */
export const isQuotaNear = (quotaGb: number | null, bytes: number): boolean =>
  quotaGb !== null && quotaGb > 0 && bytes >= QUOTA_SHARE * quotaGb * GB;

/** "2026-11-30" */
export const billDetail = (paidUntil: Date): string => paidUntil.toISOString().slice(0, 10);

/** "43.2/50 GB" */
export const quotaDetail = (quotaGb: number, bytes: number): string =>
  `${(Math.floor(bytes / 1e8) / 10).toFixed(1)}/${quotaGb} GB`;
