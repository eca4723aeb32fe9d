/** An hour of opening, UTC. */
export interface OpenRange {
  readonly from: Date;
  readonly until: Date;
}

const WIB_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `2026-11-25` as 7.10 and newer write a date, `nov/25/2026` as those before. */
function datesOf(dayStart: number): [string, string] {
  const [year = '', month = '', day = ''] = new Date(dayStart).toISOString().slice(0, 10).split('-');
  return [`${year}-${month}-${day}`, `${MONTHS[Number(month) - 1]}/${day}/${year}`];
}

const clock = (ms: number): string => (ms === DAY_MS ? '24:00:00' : new Date(ms).toISOString().slice(11, 19));

/**
 * The opening hours as a router reads them while it is alone, days and times in WIB: `selalu` when it never closes, else
 * `h2026-11-25 05:00:00 22:00:00,…` in both ways in which RouterOS writes a date. A day without an entry is closed, so a
 * router whose clock is wrong, or that was alone for longer than the file tells, lets nobody in without us.
 */
export function hoursFile(ranges: readonly OpenRange[] | null): string {
  if (ranges === null) return 'selalu';
  const lines = ranges.flatMap(({ from, until }) => {
    const entries: string[] = [];
    const [begin, end] = [from.getTime() + WIB_MS, until.getTime() + WIB_MS];
    for (let day = Math.floor(begin / DAY_MS) * DAY_MS; day < end; day += DAY_MS) {
      const hours = `${clock(Math.max(begin - day, 0))} ${clock(Math.min(end - day, DAY_MS))}`;
      for (const date of datesOf(day)) entries.push(`h${date} ${hours}`);
    }
    return entries;
  });
  return lines.length === 0 ? 'tutup' : lines.join(',');
}
