import { z } from 'zod';
import { type Menu, rowsAs } from './menu.ts';
import { figure, flag } from './row-values.ts';

const Netwatch = z
  .object({
    host: z.string(),
    type: z.string().optional(),
    status: z.string().optional(),
    disabled: flag,
    comment: z.string().optional(),
    'loss-percent': figure.optional(),
  })
  .transform((row) => ({
    host: row.host,
    type: row.type ?? 'simple',
    known: row.status === 'up' || row.status === 'down',
    isDown: row.status === 'down',
    comment: row.comment ?? '',
    disabled: row.disabled,
    lossPercent: row['loss-percent'] ?? null,
  }));
export type Netwatch = z.output<typeof Netwatch>;

/** `/tool/netwatch`: with type and loss from v7 on. */
export const netwatch: Menu<Netwatch[]> = {
  words: ['/tool/netwatch/print', '=.proplist=host,type,status,disabled,comment,loss-percent'],
  read: ({ rows }) => rowsAs(Netwatch, rows),
};
