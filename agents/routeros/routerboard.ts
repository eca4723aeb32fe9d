import { z } from 'zod';
import { type Menu, soleRow } from './menu.ts';

/** Serial number from `/system/routerboard`, the stable key of a device; null on CHR and x86, which have none. */
export const serial: Menu<string | null> = {
  words: ['/system/routerboard/print', '=.proplist=routerboard,serial-number'],
  read: ({ rows }) =>
    soleRow(z.object({ 'serial-number': z.string().max(100).optional() }), rows)['serial-number'] || null,
};
