import { expect, test } from 'vitest';
import { clipped, joined, plain, printable, wrapped } from './plain.ts';

test.each([
  ['lines become one', 'baris\nbaru\r\n\tlagi', 'baris baru lagi'],
  ['controls are left out', 'a\u0000b\u0007c', 'a b c'],
  ['half of a letter', 'a\ud83db', 'a\ufffdb'],
  ['what XML forbids', 'a\ufffeb\uffffc', 'a b c'],
  ['pictures stay whole', 'teknisi 👩🏽‍🔧 tiba', 'teknisi 👩🏽‍🔧 tiba'],
  ['letters that run backwards are not steered', 'a\u202eb', 'a b'],
  ['what papers need stays', '≥ – · é “a” −', '≥ – · é “a” −'],
])('%s', (_why, text, expected) => {
  expect(plain(text)).toBe(expected);
});

test.each([
  ['pictures are one mark each', 'teknisi 👩🏽‍🔧 tiba 🙂', 'teknisi \ufffd tiba \ufffd'],
  ['writing that the font has not', 'a ب 日 я', 'a \ufffd \ufffd я'],
  ['what papers need stays', '≥ – · é “a” − × 1º', '≥ – · é “a” − × 1º'],
])('on paper: %s', (_why, text, expected) => {
  expect(printable(text)).toBe(expected);
});

test('what is too long is cut between letters, and tells it', () => {
  expect(clipped('sepuluh ribu', 8)).toBe('sepuluh…');
  expect(clipped('tepat', 5)).toBe('tepat');
});

test('of many texts as many as fit are told, and the rest is counted', () => {
  expect(joined(['satu', 'dua'], 100)).toBe('satu; dua');
  expect(joined(['a'.repeat(90), 'b'.repeat(90), 'c', 'd'], 100)).toBe(`${'a'.repeat(90)}; dan 3 lagi`);
  expect(joined(['a'.repeat(900)], 100)).toHaveLength(100);
  expect(joined([], 100)).toBe('');
});

test('lines may end within what is wider than a word, and in no word', () => {
  for (const words of ['menyelenggarakan pembangunan', 'tanjung-raja-barat-laut-sekali-1'])
    expect(wrapped(words)).toBe(words);
  const cut = wrapped('x'.repeat(20));
  expect(cut).toBe(['xxxx', 'xxxx', 'xxxx', 'xxxx', 'xxxx'].join('\u200b'));
  expect(wrapped('W'.repeat(12))).toContain('\u200b');
});

test('what is too wide is cut before that', () => {
  expect(wrapped('W'.repeat(300), 4)).toBe('WWW…');
});
