import { expect, test } from 'vitest';
import { confirms, hindranceOf } from './hindrance.ts';

test.each<[string, Parameters<typeof hindranceOf>[0], ReturnType<typeof hindranceOf>]>([
  ['nothing is in the way', { chores: [], action: null }, null],
  ['a command is under way', { chores: [], action: 'sent' }, 'underWay'],
  ['no account for commands', { chores: ['no-action-account'], action: null }, 'noAccount'],
  [
    'the polling account may do it',
    { chores: ['no-action-account', 'polling-account-too-wide'], action: null },
    null,
  ],
  ['other chores do not matter', { chores: ['clock-wrong'], action: null }, null],
])('%s', (_why, row, hindrance) => {
  expect(hindranceOf(row)).toBe(hindrance);
});

test.each([
  ['Sukamaju', true],
  [' suka maju', false],
  ['SUKAMAJU ', true],
  ['Sukamulya', false],
  ['', false],
])('%s typed for Sukamaju: %s', (typed, is) => {
  expect(confirms(typed, 'Sukamaju')).toBe(is);
});
