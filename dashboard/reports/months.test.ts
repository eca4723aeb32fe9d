import { expect, test } from 'vitest';
import { endOf, monthOf, monthsUpTo } from './months.ts';
import { reportSearch } from './search-report.ts';

test('months are those of WIB', () => {
  expect(monthOf(Date.parse('2026-10-31T17:00:00Z'))).toBe('2026-11');
  expect(monthOf(Date.parse('2026-10-31T16:59:59Z'))).toBe('2026-10');
  expect(monthsUpTo('2026-02', 3)).toEqual(['2026-02', '2026-01', '2025-12']);
  expect(new Date(endOf('2026-12')).toISOString()).toBe('2026-12-31T17:00:00.000Z');
});

test.each([
  [
    { bulan: '2026-11', terbitan: 2, desa: '16.10.06.2021' },
    { bulan: '2026-11', terbitan: 2, desa: '16.10.06.2021' },
  ],
  [{ bulan: '2026-13' }, {}],
  [{ bulan: '../x', terbitan: -1, desa: '<b>' }, {}],
])('the address %j', (given, read) => {
  expect(JSON.parse(JSON.stringify(reportSearch(given)))).toEqual(read);
});
