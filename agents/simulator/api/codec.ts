/**
 * Words and sentences of the RouterOS API (manual, page API). RouterOS stores bytes and knows no charset: words are kept here as
 * strings of one character a byte (latin1), so that what a client wrote comes back unchanged.
 */

/** Bounds on what a client may send. The router itself takes lengths of up to four bytes; a real word is far below 1 MB. */
export interface Bounds {
  readonly wordBytes: number;
  readonly sentenceWords: number;
  readonly sentenceBytes: number;
}

export const BOUNDS: Bounds = { wordBytes: 1 << 20, sentenceWords: 1_000, sentenceBytes: 2 << 20 };
/** Before login a router limits number and size of sentences; the values are not documented. */
export const BOUNDS_BEFORE_LOGIN: Bounds = { wordBytes: 4_096, sentenceWords: 16, sentenceBytes: 8_192 };

/** The stream can not be read on: reserved length byte, or a bound exceeded. */
export class UnreadableStream extends Error {
  override readonly name = 'UnreadableStream';
}

/** Bytes of the length in front of a word of `length` bytes, in the shortest of the five forms. */
export function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  if (length < 0x4000) return Buffer.of((length >> 8) | 0x80, length & 0xff);
  if (length < 0x20_0000) return Buffer.of((length >> 16) | 0xc0, (length >> 8) & 0xff, length & 0xff);
  if (length < 0x1000_0000)
    return Buffer.of((length >> 24) | 0xe0, (length >> 16) & 0xff, (length >> 8) & 0xff, length & 0xff);
  const long = Buffer.alloc(5, 0xf0);
  long.writeUInt32BE(length, 1);
  return long;
}

/** One sentence: its words, then the word of length zero. */
export function encodeSentence(words: readonly string[]): Buffer {
  const parts: Buffer[] = [];
  for (const word of words) parts.push(encodeLength(word.length), Buffer.from(word, 'latin1'));
  parts.push(Buffer.of(0));
  return Buffer.concat(parts);
}

/** What stands at `offset`: the length of a word and the bytes it took, or nothing when more bytes are needed. */
export function decodeLength(bytes: Buffer, offset: number): { length: number; took: number } | undefined {
  const first = bytes[offset];
  if (first === undefined) return undefined;
  if (first >= 0xf8) throw new UnreadableStream(`reserved length byte 0x${first.toString(16)}`);
  const took = first < 0x80 ? 1 : first < 0xc0 ? 2 : first < 0xe0 ? 3 : first < 0xf0 ? 4 : 5;
  if (bytes.length - offset < took) return undefined;
  let length = took === 5 ? 0 : first & (0xff >> (took === 1 ? 0 : took));
  for (let i = 1; i < took; i++) length = length * 0x100 + bytes[offset + i]!;
  return { length, took };
}

/** Makes sentences of a stream that may be cut anywhere. Empty sentences are dropped, as the router ignores them. */
export class SentenceReader {
  #rest: Buffer = Buffer.alloc(0);
  #words: string[] = [];
  #bytes = 0;
  bounds: Bounds = BOUNDS_BEFORE_LOGIN;

  *read(chunk: Buffer): Generator<string[]> {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let offset = 0;
    this.#rest = Buffer.alloc(0);
    for (;;) {
      const head = decodeLength(bytes, offset);
      if (head && head.length > this.bounds.wordBytes)
        throw new UnreadableStream(`word of ${head.length} bytes`);
      if (!head || bytes.length - offset - head.took < head.length) break;
      offset += head.took;
      if (head.length > 0) {
        this.#words.push(bytes.toString('latin1', offset, offset + head.length));
        this.#bytes += head.length;
        offset += head.length;
        if (this.#words.length > this.bounds.sentenceWords || this.#bytes > this.bounds.sentenceBytes)
          throw new UnreadableStream('sentence too long');
        continue;
      }
      if (this.#words.length === 0) continue;
      const sentence = this.#words;
      this.#words = [];
      this.#bytes = 0;
      yield sentence;
    }
    bytes = bytes.subarray(offset);
    this.#rest = bytes.length === 0 ? bytes : Buffer.from(bytes);
  }
}

/** Our own texts are UTF-8 on the wire. */
export const toWire = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');
export const fromWire = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');
