const DAILY = 7;
const WEEKLY = 4;
const DAY_MS = 86_400_000;
const WIB_MS = 7 * 3_600_000;
/** 1970-01-01 was a Thursday: weeks begin on Monday. */
const MONDAY = 3;

const OURS = /^sinyal-desa-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-(physical|logical)\.tar\.zst\.age$/;

/** When a backup of this name was begun, ms; null = not one of ours. */
export function stampOf(name: string): number | null {
  const parts = OURS.exec(name);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute, second);
}

/**
 * Which of these files may go: all but the newest of each of the last seven days and of each of the last four weeks that
 * have one (days in WIB). What is not named as ours is left alone.
 */
export function toDelete(names: readonly string[]): string[] {
  const ours = names
    .flatMap((name) => {
      const at = stampOf(name);
      return at === null ? [] : [{ name, at }];
    })
    .toSorted((a, b) => b.at - a.at);
  const kept = new Set<string>();
  for (const [most, periodOf] of [
    [DAILY, (at: number) => Math.floor((at + WIB_MS) / DAY_MS)],
    [WEEKLY, (at: number) => Math.floor((Math.floor((at + WIB_MS) / DAY_MS) + MONDAY) / 7)],
  ] as const) {
    const seen = new Set<number>();
    for (const { name, at } of ours) {
      const period = periodOf(at);
      if (seen.has(period)) continue;
      if (seen.size === most) break;
      seen.add(period);
      kept.add(name);
    }
  }
  return ours.filter(({ name }) => !kept.has(name)).map(({ name }) => name);
}
