import { expect, test } from 'vitest';
import { overviewSearch } from './search.ts';
import { outagesSearch } from './search-outages.ts';

test.each([
  [
    { state: 'down', q: 'suka' },
    { state: 'down', q: 'suka' },
  ],
  [{ state: 'offline', q: '' }, {}],
  [{ state: 'toString', q: 12 }, { q: '12' }],
  [{ q: { evil: true } }, {}],
])('an address of Ringkasan with %j means %j', (raw, search) => {
  expect(overviewSearch(raw)).toEqual({ state: undefined, q: undefined, ...search });
});

test.each([
  [
    { open: true, village: '16.10.06.2021' },
    { open: true, village: '16.10.06.2021' },
  ],
  [{ open: 'yes', village: '16.10' }, {}],
])('an address of Gangguan with %j means %j', (raw, search) => {
  expect(outagesSearch(raw)).toEqual({ open: undefined, village: undefined, ...search });
});
