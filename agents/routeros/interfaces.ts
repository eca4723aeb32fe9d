import { z } from 'zod';
import { type Menu, rowsAs } from './menu.ts';
import { counter, flag, name } from './row-values.ts';

const Interface = z
  .object({
    name,
    'default-name': z.string().optional(),
    type: z.string().optional(),
    comment: z.string().optional(),
    running: flag,
    disabled: flag,
    'rx-byte': counter.optional(),
    'tx-byte': counter.optional(),
  })
  .transform((row) => ({
    name: row.name,
    defaultName: row['default-name'] ?? '',
    type: row.type ?? '',
    comment: row.comment ?? '',
    running: row.running,
    disabled: row.disabled,
    receiveBytes: row['rx-byte'] ?? null,
    transmitBytes: row['tx-byte'] ?? null,
  }));
export type Interface = z.output<typeof Interface>;

/** `/interface`: counters are 64-bit and restart with the router (manual, page Interfaces). */
export const interfaces: Menu<Interface[]> = {
  words: ['/interface/print', '=.proplist=name,default-name,type,comment,running,disabled,rx-byte,tx-byte'],
  read: ({ rows }) => rowsAs(Interface, rows),
};
