import { expect, test } from 'vitest';
import { fromWibInput, toWibInput } from './wib-input.ts';

test.each([
  ['2026-11-25T02:12:00.000Z', '2026-11-25T09:12'],
  ['2026-11-30T18:30:00.000Z', '2026-12-01T01:30'],
])('%s is %s on a wall in Indralaya', (instant, value) => {
  expect(toWibInput(instant)).toBe(value);
  expect(fromWibInput(value)).toBe(instant);
});

test('nothing is nothing', () => {
  expect(toWibInput(null)).toBe('');
  expect(fromWibInput('')).toBeNull();
  expect(fromWibInput('besok')).toBeNull();
  expect(fromWibInput('2026-13-45T99:99')).toBeNull();
});
