import { expect, test } from 'vitest';
import { letterNumber } from './letter-number.ts';

test('a letter’s number follows the office’s pattern, and leaves room for its own', () => {
  expect(letterNumber('{n}/Diskominfo/{bulan}/{tahun}', Date.parse('2026-11-25T00:00:00Z'))).toBe(
    '…/Diskominfo/XI/2026',
  );
  expect(letterNumber('{n}/{tahun}', Date.parse('2026-12-31T17:00:00Z'), '015')).toBe('015/2027');
});
