import { z } from 'zod';
import { type Menu, rowsAs } from './menu.ts';

const Licence = z.object({ nlevel: z.string().optional(), level: z.string().optional() });

/** `/system/license`: `nlevel` of a board, `level` of CHR (manual, License). Null when it says neither. */
export const licence: Menu<string | null> = {
  words: ['/system/license/print', '=.proplist=nlevel,level'],
  read: ({ rows }) => {
    const [row] = rowsAs(Licence, rows);
    return row?.nlevel ?? row?.level ?? null;
  },
};
