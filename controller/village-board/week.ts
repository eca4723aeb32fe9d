/** WIB is UTC+7 all year. */
const WIB_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

export interface Week {
  readonly from: Date;
  readonly until: Date;
}

/** The week, Monday to Sunday in WIB, of a day such as `2026-11-25`. */
export function weekOf(day: string): Week {
  const noon = new Date(`${day}T12:00:00.000Z`);
  const sinceMonday = (noon.getUTCDay() + 6) % 7;
  const from = Date.parse(`${day}T00:00:00.000Z`) - WIB_MS - sinceMonday * DAY_MS;
  return { from: new Date(from), until: new Date(from + 7 * DAY_MS) };
}

/** The day in WIB on which `at` lies. */
export const dayOf = (at: Date): string => new Date(at.getTime() + WIB_MS).toISOString().slice(0, 10);

/** When something that has days of its own is over: its end, or the end of its last day. */
export function overAt(told: {
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly allDay: boolean;
}): Date | null {
  if (told.startsAt === null) return null;
  const last = Date.parse(told.endsAt ?? told.startsAt);
  // Without an end it lasts for the day: nobody takes it off the board at its first minute.
  if (told.endsAt !== null && !told.allDay) return new Date(last);
  return new Date(Math.floor((last + WIB_MS) / DAY_MS + 1) * DAY_MS - WIB_MS);
}
