import { expect, test } from 'vitest';
import { fitted, widthOfText } from './text-width.ts';

test('wide letters take more room than narrow ones', () => {
  expect(widthOfText('WWWW')).toBeGreaterThan(2 * widthOfText('iiii'));
  expect(widthOfText('\u200b')).toBe(0);
});

test.each([
  ['what fits stays', 'Sukamaju', 10, 'Sukamaju'],
  ['what does not is cut, with a sign', 'W'.repeat(20), 5, 'WWWW…'],
  ['more narrow letters fit into the same room', 'i'.repeat(20), 5, `${'i'.repeat(13)}…`],
  ['no space is left before the sign', 'Tanjung Raja Barat', 4.9, 'Tanjung…'],
])('%s', (_why, text, width, expected) => {
  expect(fitted(text, width)).toBe(expected);
  expect(widthOfText(fitted(text, width))).toBeLessThanOrEqual(width);
});
