import { z } from 'zod';
import { type Menu, rowsAs } from './menu.ts';

const Group = z.object({ name: z.string(), policy: z.string() });

/** Rights by group, from `/user/group`; a denied one is written with `!`. */
export const groupPolicies: Menu<Map<string, ReadonlySet<string>>> = {
  words: ['/user/group/print', '=.proplist=name,policy'],
  read: ({ rows }) =>
    new Map(
      rowsAs(Group, rows).map((row) => [
        row.name,
        new Set(row.policy.split(',').filter((right) => !right.startsWith('!'))),
      ]),
    ),
};

/** Group of one account; null when the router does not show it (an account from RADIUS). */
export const groupOf = (user: string): Menu<string | null> => ({
  words: ['/user/print', '=.proplist=group', `?name=${user}`],
  read: ({ rows }) => rowsAs(z.object({ group: z.string() }), rows)[0]?.group ?? null,
});
