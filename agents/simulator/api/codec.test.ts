import { expect, test } from 'vitest';
import {
  BOUNDS,
  decodeLength,
  encodeLength,
  encodeSentence,
  SentenceReader,
  UnreadableStream,
} from './codec.ts';

test.each<[length: number, bytes: number[]]>([
  [0, [0x00]],
  [0x7f, [0x7f]],
  [0x80, [0x80, 0x80]],
  [0x3fff, [0xbf, 0xff]],
  [0x4000, [0xc0, 0x40, 0x00]],
  [0x1f_ffff, [0xdf, 0xff, 0xff]],
  [0x20_0000, [0xe0, 0x20, 0x00, 0x00]],
  [0xfff_ffff, [0xef, 0xff, 0xff, 0xff]],
  [0x1000_0000, [0xf0, 0x10, 0x00, 0x00, 0x00]],
])('a length of %i has its bytes, both ways', (length, bytes) => {
  expect([...encodeLength(length)]).toEqual(bytes);
  expect(decodeLength(Buffer.from(bytes), 0)).toEqual({ length, took: bytes.length });
  for (let cut = 0; cut < bytes.length; cut++)
    expect(decodeLength(Buffer.from(bytes.slice(0, cut)), 0)).toBeUndefined();
});

test.each([0xf8, 0xfb, 0xff])('a reserved byte %i ends the stream', (byte) => {
  expect(() => decodeLength(Buffer.of(byte, 0, 0, 0, 0), 0)).toThrow(UnreadableStream);
});

const words = ['/interface/print', '=.proplist=name', `=comment=${'x'.repeat(300)}`, '.tag=7'];
const stream = Buffer.concat([
  Buffer.of(0),
  encodeSentence(words),
  Buffer.of(0, 0),
  encodeSentence(['/quit']),
]);

test('a stream cut at any byte, and byte by byte, gives the same sentences; empty ones are dropped', () => {
  for (let cut = 0; cut <= stream.length; cut++) {
    const reader = new SentenceReader();
    expect([...reader.read(stream.subarray(0, cut)), ...reader.read(stream.subarray(cut))]).toEqual([
      words,
      ['/quit'],
    ]);
  }
  const reader = new SentenceReader();
  expect([...stream].flatMap((byte) => [...reader.read(Buffer.of(byte))])).toEqual([words, ['/quit']]);
});

test('bytes of any charset come back unchanged', () => {
  const word = Buffer.from([...Array(256).keys()]).toString('latin1');
  const [sentence] = new SentenceReader().read(encodeSentence([word]));
  expect(sentence).toEqual([word]);
});

test.each<[what: string, bytes: Buffer, bounds?: typeof BOUNDS]>([
  ['a word of more than 1 MB', Buffer.of(0xe0, 0x20, 0x00, 0x00), BOUNDS],
  ['before login a word of more than 4 KB', Buffer.of(0xa0, 0x00)],
  ['before login more than 16 words', Buffer.from('\x01a'.repeat(17))],
])('%s is refused as soon as its length is known', (_what, bytes, bounds) => {
  const reader = new SentenceReader();
  if (bounds) reader.bounds = bounds;
  expect(() => [...reader.read(bytes)]).toThrow(UnreadableStream);
});
