const WIB_MS = 7 * 3_600_000;

/** `2026-11`: the calendar month in WIB that holds an instant. */
export const monthOf = (at: number): string => new Date(at + WIB_MS).toISOString().slice(0, 7);

/** So many months up to and with this one, the newest first. */
export function monthsUpTo(month: string, count: number): string[] {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(year, number - 1 - index, 1)).toISOString().slice(0, 7),
  );
}

/** First instant of the next month, in WIB. */
export function endOf(month: string): number {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return Date.UTC(year, number, 1) - WIB_MS;
}
