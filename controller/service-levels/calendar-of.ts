import type { PlannedKind, Week } from '#contract/service-levels.ts';
import { type Interval, merged } from './intervals.ts';

const DAY_MS = 86_400_000;
/** WIB is UTC+7 all year: no day is longer than another. */
const WIB_MS = 7 * 3_600_000;
const MINUTE_MS = 60_000;

/** Weekly hours as they were entered; they hold from their day on, until a later row of the same villages. */
export interface HoursRow {
  readonly id: number;
  /** Empty = all that have none of their own. */
  readonly villages: readonly string[];
  /** 2026-11-25, WIB */
  readonly validFrom: string;
  readonly week: Week;
}

export interface WindowRow {
  readonly id: number;
  readonly kind: PlannedKind;
  readonly villages: readonly string[];
  /** ms */
  readonly from: number;
  readonly until: number;
  readonly enteredAt: number;
  readonly enteredById: number;
  readonly approvedById: number | null;
  readonly withdrawnAt: number | null;
}

export interface Calendar {
  /** Service hours within [from, to), merged. */
  hours(village: string, from: number, to: number): Interval[];
  /** Planned windows that count, merged. */
  planned(village: string, from: number, to: number): Interval[];
}

/** Entered after it began: nobody was told before. */
export const isLate = ({ enteredAt, from }: Pick<WindowRow, 'enteredAt' | 'from'>) => enteredAt > from;

/** Does its time leave both figures? Announced before it began, or approved by a second person; never when withdrawn. */
export function doesCount(row: Omit<WindowRow, 'kind' | 'villages' | 'until' | 'id'>): boolean {
  if (row.withdrawnAt !== null) return false;
  return !isLate(row) || (row.approvedById !== null && row.approvedById !== row.enteredById);
}

export function calendarOf(hours: readonly HoursRow[], windows: readonly WindowRow[]): Calendar {
  const counting = windows.filter(doesCount);
  const own = new Map<string, HoursRow[]>();
  for (const row of hours)
    for (const village of row.villages) own.set(village, [...(own.get(village) ?? []), row]);
  const general = hours.filter((row) => row.villages.length === 0);
  return {
    hours(village, from, to) {
      const rows = own.get(village) ?? [];
      const days: Interval[] = [];
      for (let day = dayOf(from); startOf(day) < to; day += 1) {
        const week = newest(rows, day) ?? newest(general, day);
        const open = week === null ? { from: 0, to: 1_440 } : openOn(week, day);
        if (open)
          days.push({
            from: Math.max(from, startOf(day) + open.from * MINUTE_MS),
            to: Math.min(to, startOf(day) + open.to * MINUTE_MS),
          });
      }
      return merged(days);
    },
    planned: (village, from, to) =>
      merged(
        counting
          .filter((row) => row.villages.length === 0 || row.villages.includes(village))
          .map((row) => ({ from: Math.max(row.from, from), to: Math.min(row.until, to) })),
      ),
  };
}

/** Number of the day in WIB. */
const dayOf = (at: number) => Math.floor((at + WIB_MS) / DAY_MS);
const startOf = (day: number) => day * DAY_MS - WIB_MS;

/** The week that holds on a day: of the latest first day, and of two of the same day the one entered last. */
function newest(rows: readonly HoursRow[], day: number): Week | null {
  const name = new Date(day * DAY_MS).toISOString().slice(0, 10);
  let best: HoursRow | null = null;
  for (const row of rows) {
    if (row.validFrom > name) continue;
    if (!best || row.validFrom > best.validFrom || (row.validFrom === best.validFrom && row.id > best.id))
      best = row;
  }
  return best?.week ?? null;
}

/** 1970-01-01 was a Thursday: Monday is 0. */
const openOn = (week: Week, day: number): Interval | null => {
  const open = week[(((day + 3) % 7) + 7) % 7];
  return open ? { from: open[0], to: open[1] } : null;
};
