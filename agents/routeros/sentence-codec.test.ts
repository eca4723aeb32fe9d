import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeSentence as encodeForeign, SentenceReader, toWire } from '../simulator/api/codec.ts';
import { BOUNDS, encodeSentence, SentenceDecoder, UnreadableStream } from './sentence-codec.ts';

function decode(pieces: readonly Buffer[]): string[][] {
  const decoder = new SentenceDecoder();
  const sentences: string[][] = [];
  for (const piece of pieces) decoder.push(piece, (words) => sentences.push(words));
  return sentences;
}

test.each([1, 0x7f, 0x80, 0x3fff, 0x4000, 0xf_ffff])('a word of %i bytes goes both ways', (length) => {
  const words = ['!re', 'x'.repeat(length)];
  expect([...new SentenceReader().read(encodeForeign(['/login']))]).toEqual([['/login']]);
  const reader = new SentenceReader();
  reader.bounds = { wordBytes: 1 << 24, sentenceWords: 10, sentenceBytes: 1 << 24 };
  expect([...reader.read(encodeSentence(words))]).toEqual([words]);
  expect(decode([encodeForeign(words)])).toEqual([words]);
});

test('any sentences, cut anywhere, are the same sentences', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 });
  const sentence = fc.array(word, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      fc.array(sentence, { maxLength: 5 }),
      fc.array(fc.nat(4_000), { maxLength: 12 }),
      (sent, places) => {
        const bytes = Buffer.concat(sent.map((words) => encodeForeign(words.map(toWire))));
        const cuts = [
          0,
          ...places.filter((place) => place < bytes.length).sort((a, b) => a - b),
          bytes.length,
        ];
        const pieces = cuts.slice(1).map((cut, i) => bytes.subarray(cuts[i], cut));
        expect(decode(pieces)).toEqual(sent);
      },
    ),
  );
});

test('every one of its cut points, and byte by byte', () => {
  const sent = [
    ['!re', `=comment=${'é'.repeat(100)}`, '.tag=1'],
    ['!done', '.tag=1'],
  ];
  const bytes = Buffer.concat(sent.map((words) => encodeSentence(words)));
  for (let cut = 1; cut < bytes.length; cut++)
    expect(decode([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(sent);
  expect(decode([...bytes].map((byte) => Buffer.of(byte)))).toEqual(sent);
});

test('a long word that comes byte by byte is held without harm', () => {
  const word = 'y'.repeat(40_000);
  expect(decode([...encodeSentence([word])].map((byte) => Buffer.of(byte)))).toEqual([[word]]);
});

test('empty sentences mean nothing', () => {
  expect(decode([Buffer.of(0, 0), encodeSentence(['!done']), Buffer.of(0)])).toEqual([['!done']]);
});

test.each<[why: string, bytes: Buffer]>([
  ['a reserved length byte', Buffer.of(0xf8)],
  ['a word beyond the bound', Buffer.of(0xe0, 0x20, 0, 0)],
  ['a word of 4 GB', Buffer.of(0xf0, 0xff, 0xff, 0xff, 0xff)],
  ['too many words', Buffer.concat([...Array(BOUNDS.sentenceWords + 1)].map(() => Buffer.of(1, 0x78)))],
  [
    'too many bytes',
    Buffer.concat([...Array(5)].map(() => encodeSentence(['z'.repeat(1 << 20)]).subarray(0, -1))),
  ],
])('%s ends the stream', (_why, bytes) => {
  expect(() => decode([bytes])).toThrow(UnreadableStream);
});
