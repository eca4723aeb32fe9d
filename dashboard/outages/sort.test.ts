import { expect, test } from 'vitest';
import type { RouterStatus, State } from '#contract/status.ts';
import { countsOf, orderOf } from './sort.ts';

const row = (id: number, village: string, state: State, since: string, name = 'kantor-desa') =>
  ({ id, name, state, since, village: { code: '', name: village, kecamatan: 'Pemulutan' } }) as RouterStatus;

const rows = [
  row(1, 'Burai', 'up', '2026-11-20T00:00:00.000Z'),
  row(2, 'Arisan', 'up', '2026-11-24T00:00:00.000Z'),
  row(3, 'Kapuk', 'unknown', '2026-11-24T00:00:00.000Z'),
  row(4, 'Ulak', 'down', '2026-11-25T03:00:00.000Z'),
  row(5, 'Rambutan', 'down', '2026-11-25T01:00:00.000Z', 'balai-warga'),
  row(6, 'Sejaro', 'degraded', '2026-11-25T02:00:00.000Z'),
];

test.each([
  ['worst first, longest first, calm ones by name', {}, [5, 4, 6, 3, 2, 1]],
  ['of one state', { state: 'down' as const }, [5, 4]],
  ['by part of the village, any case', { q: 'RAMB' }, [5]],
  ['by the name of the router', { q: 'balai' }, [5]],
  ['all words must be there', { q: 'pemulutan ulak' }, [4]],
  ['nothing fits', { q: 'jakarta' }, []],
])('%s', (_why, filter, ids) => {
  expect(orderOf(rows, filter)).toEqual(ids);
});

test('counts of each state', () => {
  expect(countsOf(rows)).toEqual({ down: 2, degraded: 1, unknown: 1, up: 2 });
});
