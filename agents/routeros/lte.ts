import { z } from 'zod';
import { parseDuration } from './duration.ts';
import { type Menu, rowsAs } from './menu.ts';

const Session = z.object({ 'session-uptime': z.string().optional() });

/**
 * Seconds since the modem's data session began: `/interface/lte/monitor` once, `info` in RouterOS 6 (manual, LTE); needs the
 * policy `test`. Null while there is no session, or where the modem does not tell. IMEI and IMSI are not asked for.
 */
export const lteSession = (name: string, version: string): Menu<number | null> => ({
  words: [
    `/interface/lte/${version.startsWith('6.') ? 'info' : 'monitor'}`,
    `=numbers=${name}`,
    '=once=',
    '=.proplist=session-uptime',
  ],
  read: ({ rows }) => {
    const [row] = rowsAs(Session, rows);
    const seconds = parseDuration(row?.['session-uptime'] ?? '');
    return seconds === null ? null : Math.floor(seconds);
  },
});
