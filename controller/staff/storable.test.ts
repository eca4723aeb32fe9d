import { expect, test } from 'vitest';
import { storable, unstorableIn } from './storable.ts';

const deep = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);

test.each<[why: string, value: unknown, where: string | null]>([
  ['plain text', { a: 'é 中 😀', b: ['x', 1, null, true] }, null],
  ['nothing', undefined, null],
  ['U+0000', { a: { b: ['x', 'y\0'] } }, 'a.b.1'],
  ['half a pair', { a: 'x\ud800' }, 'a'],
  ['a bare text', '\0', 'body'],
  ['a key', { 'a\0': 1 }, 'body'],
  ['a file', Buffer.from('\0'), null],
  ['some depth', deep(40), null],
  ['depth without end', deep(50_000), expect.stringMatching(/^0\.0\./)],
])('%s', (_why, value, where) => expect(unstorableIn(value)).toEqual(where));

test('what cannot be stored is replaced, and nothing else', () => {
  expect(storable('a\0b\ud800c 😀')).toBe('a\ufffdb\ufffdc 😀');
});
