import { z } from 'zod';
import { type Menu, rowsAs, soleRow } from './menu.ts';
import { counter, flag } from './row-values.ts';

const RadiusRow = z.object({ '.id': z.string().regex(/^\*[0-9A-Fa-f]+$/), disabled: flag });

/** Ids of the RADIUS clients in use; not their secrets. */
export const radiusIds: Menu<string[]> = {
  words: ['/radius/print', '=.proplist=.id,disabled'],
  read: ({ rows }) =>
    rowsAs(RadiusRow, rows)
      .filter((row) => !row.disabled)
      .map((row) => row['.id']),
};

const Counters = z
  .object({
    requests: counter,
    accepts: counter,
    rejects: counter,
    timeouts: counter,
    'bad-replies': counter.optional(),
  })
  .transform((row) => ({
    requests: row.requests,
    accepts: row.accepts,
    rejects: row.rejects,
    timeouts: row.timeouts,
    badReplies: row['bad-replies'] ?? '0',
  }));
export type RadiusCounters = z.output<typeof Counters>;

/** `/radius/monitor` of one row: counters since the router started (manual, page RADIUS). */
export const radiusCounters = (id: string): Menu<RadiusCounters> => ({
  words: ['/radius/monitor', `=.id=${id}`, '=once='],
  read: ({ rows }) => soleRow(Counters, rows),
});

/** Sum of all rows; null when there is none. */
export function sumOfCounters(rows: readonly RadiusCounters[]): RadiusCounters | null {
  if (rows.length === 0) return null;
  const sum = (of: keyof RadiusCounters): string =>
    String(rows.reduce((total, row) => total + BigInt(row[of]), 0n));
  return {
    requests: sum('requests'),
    accepts: sum('accepts'),
    rejects: sum('rejects'),
    timeouts: sum('timeouts'),
    badReplies: sum('badReplies'),
  };
}
