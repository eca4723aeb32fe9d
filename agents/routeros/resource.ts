import { z } from 'zod';
import { type Menu, soleRow } from './menu.ts';
import { count, elapsed } from './row-values.ts';

const Resource = z
  .object({
    uptime: elapsed,
    version: z.string(),
    'board-name': z.string().optional(),
    'cpu-load': count.optional(),
    'cpu-count': count.optional(),
    'free-memory': count.optional(),
  })
  .transform((row) => ({
    uptimeSeconds: row.uptime,
    /** `7.16.2`, without its channel. */
    version: row.version.split(' ')[0]!.slice(0, 100),
    board: (row['board-name'] ?? '').slice(0, 100),
    cpuPercent: row['cpu-load'] === undefined ? null : Math.min(100, row['cpu-load']),
    cpuCount: row['cpu-count'] ?? null,
    freeMemoryBytes: row['free-memory'] ?? null,
  }));
export type Resource = z.output<typeof Resource>;

/** `/system/resource`: manual, page Resource. */
export const resource: Menu<Resource> = {
  words: ['/system/resource/print', '=.proplist=uptime,version,board-name,cpu-load,cpu-count,free-memory'],
  read: ({ rows }) => soleRow(Resource, rows),
};

/** Only since when it runs, seconds. */
export const uptime: Menu<number> = {
  words: ['/system/resource/print', '=.proplist=uptime'],
  read: ({ rows }) => soleRow(z.object({ uptime: elapsed }), rows).uptime,
};
