import { z } from 'zod';
import { type Menu, soleRow } from './menu.ts';
import { parseRouterDate } from './router-date.ts';

const Clock = z.object({ date: z.string(), time: z.string(), 'gmt-offset': z.string().optional() });

/** `/system/clock` as ms since the epoch; null when it cannot be told. Shown to people, never used for time stamps. */
export const clock: Menu<number | null> = {
  words: ['/system/clock/print', '=.proplist=date,time,gmt-offset'],
  read: ({ rows }) => {
    const row = soleRow(Clock, rows);
    return parseRouterDate(row.date, row.time, row['gmt-offset'] ?? '');
  },
};
