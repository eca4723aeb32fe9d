import { expect, test } from 'vitest';
import { usageSearch, windowOf } from './search-usage.ts';

test('spans are whole days of WIB up to the end of today', () => {
  // 2026-11-25 00:30 WIB
  const now = Date.parse('2026-11-24T17:30:00Z');
  expect(windowOf('week', now)).toEqual({
    from: '2026-11-18T17:00:00.000Z',
    to: '2026-11-25T17:00:00.000Z',
    step: 'day',
  });
  expect(windowOf('year', now)).toEqual({
    from: '2025-11-30T17:00:00.000Z',
    to: '2026-11-25T17:00:00.000Z',
    step: 'month',
  });
});

test.each([
  [
    { rentang: 'year', wilayah: 'kecamatan:16.10.06' },
    { rentang: 'year', wilayah: 'kecamatan:16.10.06' },
  ],
  [{ rentang: 'decade', wilayah: 'router:1 or 1=1' }, {}],
])('the address %j', (given, read) => {
  expect(JSON.parse(JSON.stringify(usageSearch(given)))).toEqual(read);
});
