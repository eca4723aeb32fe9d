const DAY_MS = 86_400_000;
/** 04:00 WIB is 21:00 UTC of the day before; WIB knows no summer time. */
const RESET_UTC_MS = 21 * 3_600_000;

/** The last 04:00 WIB at or before `now`: quotas are counted from it. */
export function dayStart(now: Date): Date {
  return new Date(Math.floor((now.getTime() - RESET_UTC_MS) / DAY_MS) * DAY_MS + RESET_UTC_MS);
}

/** The next 04:00 WIB after `now`: sessions last until then. */
export function nextReset(now: Date): Date {
  return rememberedUntil(1, now);
}

/** The `days`th 04:00 WIB after `now`: phones are remembered until then. 0 = now: not at all. */
export function rememberedUntil(days: number, now: Date): Date {
  return days === 0 ? now : new Date(dayStart(now).getTime() + days * DAY_MS);
}
