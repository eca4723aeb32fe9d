const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * Instant of a router's clock, ms since the epoch, from `date`, `time` and `gmt-offset` of `/system/clock`: `2024-11-25` from 7.10
 * on, `nov/25/2024` before. Null when it cannot be told: a date without year, no offset, or no date at all.
 */
export function parseRouterDate(date: string, time: string, gmtOffset: string): number | null {
  const day = dayOf(date);
  const clock = /^(\d\d):(\d\d):(\d\d)$/.exec(time);
  const offset = /^([+-])(\d\d):(\d\d)$/.exec(gmtOffset);
  if (!day || !clock || !offset) return null;
  const [hours, minutes, seconds] = clock.slice(1).map(Number) as [number, number, number];
  const east = (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3]));
  return Date.UTC(day.year, day.month - 1, day.day, hours, minutes - east, seconds);
}

function dayOf(date: string): { year: number; month: number; day: number } | null {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  const old = /^([a-z]{3})\/(\d\d)\/(\d{4})$/i.exec(date);
  const [year, month, day] = iso
    ? iso.slice(1).map(Number)
    : old
      ? [Number(old[3]), MONTHS.indexOf(old[1]!.toLowerCase()) + 1, Number(old[2])]
      : [];
  if (!year || !month || month > 12 || !day || day > 31) return null;
  return { year, month, day };
}
