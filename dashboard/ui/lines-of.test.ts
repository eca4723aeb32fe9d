import { expect, test } from 'vitest';
import { linesOf } from './lines-of.ts';

test.each([
  ['nothing known draws nothing', [null, null], ''],
  ['a line from left to right, the highest at the top', [0, 5, 10], 'M0 11L50 6L100 1'],
  ['a gap stays a gap', [10, 10, null, 10, 10], 'M0 1L25 1M75 1L100 1'],
  ['a lone value between gaps is a dot', [null, 10, null], 'M50 1h0.01'],
])('%s', (_why, values, line) => {
  expect(linesOf(values, 100, 10).line).toBe(line);
});

test('the area reaches the ground under each run', () => {
  expect(linesOf([10, 10, null], 100, 10).area).toBe('M0 11L0 1L50 1L50 11Z');
});
