import type { ServiceHours, Week } from '#contract/service-levels.ts';

/** A day as typed; times as `05:00`. */
export interface DayForm {
  readonly open: boolean;
  readonly from: string;
  readonly until: string;
}

export const DAY_MINUTES = 1_440;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

const minutesOf = (time: string): number | null => {
  const found = TIME.exec(time);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
};

/** `05:00`; the end of a day is written `24:00`. */
export const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

export const allDay: DayForm = { open: true, from: '00:00', until: '00:00' };
export const everyDay = (day: DayForm): DayForm[] => Array.from({ length: 7 }, () => day);

/** What may be sent, or the days (Monday = 0) that end before they begin. Midnight as an end is the end of the day. */
export function weekOf(
  days: readonly DayForm[],
): { readonly ok: true; readonly week: Week } | { readonly ok: false; readonly days: ReadonlySet<number> } {
  const wrong = new Set<number>();
  const week = days.map(({ open, from, until }, day): [number, number] | null => {
    if (!open) return null;
    const begins = minutesOf(from);
    const ends = until === '00:00' ? DAY_MINUTES : minutesOf(until);
    if (begins === null || ends === null || begins >= ends) {
      wrong.add(day);
      return null;
    }
    return [begins, ends];
  });
  return wrong.size > 0 ? { ok: false, days: wrong } : { ok: true, week };
}

/** Days in a row with the same hours; `days` are [first, last], Monday = 0. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly open: readonly [number, number] | null;
}

export function stretchesOf(week: Week): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [day, open] of week.entries()) {
    const last = stretches.at(-1);
    if (last && String(last.open) === String(open)) stretches[stretches.length - 1] = { ...last, last: day };
    else stretches.push({ first: day, last: day, open });
  }
  return stretches;
}

/** Does a row hold on a day for one of its villages, is it still to come, or was it replaced? Of one first day the row entered last. */
export function standingOf(
  row: ServiceHours,
  rows: readonly ServiceHours[],
  today: string,
): 'coming' | 'holds' | 'replaced' {
  if (today < row.validFrom) return 'coming';
  const replacedFor = (villages: (other: ServiceHours) => boolean) =>
    rows.some(
      (other) =>
        other.validFrom <= today &&
        villages(other) &&
        (other.validFrom > row.validFrom || (other.validFrom === row.validFrom && other.id > row.id)),
    );
  if (row.villages.length === 0)
    return replacedFor((other) => other.villages.length === 0) ? 'replaced' : 'holds';
  return row.villages.every((code) => replacedFor((other) => other.villages.includes(code)))
    ? 'replaced'
    : 'holds';
}
