import { expect, test } from 'vitest';
import { terbilang } from './terbilang.ts';

test.each([
  [0, 'nol'],
  [11, 'sebelas'],
  [17, 'tujuh belas'],
  [20, 'dua puluh'],
  [100, 'seratus'],
  [111, 'seratus sebelas'],
  [1_000, 'seribu'],
  [1_999, 'seribu sembilan ratus sembilan puluh sembilan'],
  [2_012, 'dua ribu dua belas'],
  [100_000, 'seratus ribu'],
  [101_000, 'seratus satu ribu'],
  [2_500_000, 'dua juta lima ratus ribu'],
  [1_000_000_001, 'satu miliar satu'],
  [12_000_000_000_000, 'dua belas triliun'],
])('%i is %s', (value, words) => {
  expect(terbilang(value)).toBe(words);
});

test.each([-1, 0.5, Number.NaN])('%d is no amount', (value) => {
  expect(() => terbilang(value)).toThrow(RangeError);
});
