import type { Db, Tx } from '../platform/db.ts';
import { type Calendar, calendarOf } from './calendar-of.ts';
import { hoursRow } from './hours.ts';
import { windowRow } from './windows.ts';

/** All that bears on the figures of [from, to). */
export async function calendarIn(db: Db | Tx, from: Date, to: Date): Promise<Calendar> {
  const hours = await db.serviceHours.findMany({ where: { validFrom: { lte: to } }, orderBy: { id: 'asc' } });
  const windows = await db.plannedWindow.findMany({
    where: { from: { lt: to }, until: { gt: from } },
    orderBy: { id: 'asc' },
  });
  return calendarOf(hours.map(hoursRow), windows.map(windowRow));
}
