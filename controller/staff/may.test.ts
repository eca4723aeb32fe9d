import { expect, test } from 'vitest';
import { type Role, roles, type Verb, verbs } from '#contract/staff.ts';
import { may, villagesWithin } from './may.ts';

const HERS = '16.10.06.2021';
const OTHER = '16.10.01.2005';

/** y = may everywhere, h = only in her villages, - = never. Columns in the order of the contract's verbs. */
const table: Record<Role, string> = {
  //          status usage chores act  write village ann:r ann:w agent staff audit alarm backup outage incident rep:r rep:w acc:r acc:w vouch feed:w rrep:r rrep:w priv:a priv:d
  viewer:
    '    y     y     y      -    -     -       y     -     -     -     -     -     -     -     -     y     -     -     -     -     -     y     -     -     -',
  technician:
    'h     h     h      h    -     -       h     -     -     -     -     -     -     h     -     h     -     h     -     -     -     h     h     -     -',
  editor:
    '    h     h     h      -    -     -       h     h     -     -     -     -     -     -     -     h     -     h     -     h     -     h     h     -     -',
  operator:
    '  y     y     y      y    y     y       y     y     -     -     y     y     y     y     y     y     y     y     y     y     y     y     y     y     y',
  admin:
    '     y     y     y      y    y     y       y     y     y     y     y     y     y     y     y     y     y     y     y     y     y     y     y     y     y',
};
const rows = roles.flatMap((role) =>
  verbs.map((verb, column): [Role, Verb, string] => [role, verb, table[role].trim().split(/\s+/)[column]!]),
);

test.each(rows)('%s, %s: %s', (role, verb, right) => {
  const person = { role, villages: [HERS] };
  expect([may(person, verb, null), may(person, verb, HERS), may(person, verb, OTHER)]).toEqual(
    { y: [true, true, true], h: [true, true, false], '-': [false, false, false] }[right],
  );
});

test.each<[Role, string[] | null, readonly string[] | null]>([
  ['technician', null, []],
  ['technician', [], []],
  ['editor', [HERS], [HERS]],
  ['viewer', [HERS], null],
  ['operator', [], null],
  ['admin', null, null],
])('%s with villages %j is within %j', (role, villages, within) => {
  expect(villagesWithin({ role, villages })).toEqual(within);
  if (within?.length === 0) expect(may({ role, villages }, 'status:read', HERS)).toBe(false);
});
