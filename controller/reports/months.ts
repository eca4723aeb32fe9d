const WIB_MS = 7 * 3_600_000;

/** `2026-11` → its first instant and that of the next month, in WIB (UTC+7, no daylight saving). */
export function monthOf(month: string): { readonly from: number; readonly to: number } {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return { from: Date.UTC(year, number - 1, 1) - WIB_MS, to: Date.UTC(year, number, 1) - WIB_MS };
}

/** The calendar month in WIB that holds an instant. */
export const monthNameOf = (at: number): string => new Date(at + WIB_MS).toISOString().slice(0, 7);

/** The month so many before. */
export function monthsBefore(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 - count, 1)).toISOString().slice(0, 7);
}

/** 2026-11-30 */
export function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;

/** First instants of the days (WIB) of [from, to). */
export function daysOf(from: number, to: number): number[] {
  const first = Math.floor((from + WIB_MS) / DAY_MS) * DAY_MS - WIB_MS;
  return Array.from(
    { length: Math.max(0, Math.ceil((to - first) / DAY_MS)) },
    (_, index) => first + index * DAY_MS,
  );
}
