import { z } from 'zod';
import { type Menu, soleRow } from './menu.ts';
import { name } from './row-values.ts';

/** `/system/identity`: the name that it also gives as NAS-Identifier; `MikroTik` from the factory. */
export const identity: Menu<string> = {
  words: ['/system/identity/print', '=.proplist=name'],
  read: ({ rows }) => soleRow(z.object({ name }), rows).name,
};
