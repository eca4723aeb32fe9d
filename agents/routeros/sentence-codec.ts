import { decodeText } from './decode-text.ts';

/** What may come in before we hang up. A real word is far below 1 MB (`contents` of a file: 60 KB). */
export const BOUNDS = { wordBytes: 1 << 20, sentenceWords: 10_000, sentenceBytes: 4 << 20 } as const;
/** Pieces that are held apart before they are joined: a word that comes byte by byte must not cost an object each. */
const MOST_PIECES = 1_024;

const BEYOND_ASCII = /[\x80-\xff]/;

/** The stream cannot be read on: a reserved length byte, or a bound exceeded. */
export class UnreadableStream extends Error {
  override readonly name = 'UnreadableStream';
}

/** A sentence as the router reads it: each word behind its length in bytes, then a word of length zero (manual, page API). */
export function encodeSentence(words: readonly string[]): Buffer {
  let size = 1;
  for (const word of words) size += Buffer.byteLength(word) + 5;
  const out = Buffer.allocUnsafe(size);
  let at = 0;
  for (const word of words) {
    const length = Buffer.byteLength(word);
    at = writeLength(out, at, length);
    at += out.write(word, at, length, 'utf8');
  }
  out[at++] = 0;
  return out.subarray(0, at);
}

function writeLength(out: Buffer, at: number, length: number): number {
  if (length < 0x80) return out.writeUInt8(length, at);
  if (length < 0x4000) return out.writeUInt16BE(length | 0x8000, at);
  if (length < 0x20_0000) return out.writeUIntBE(length | 0xc0_0000, at, 3);
  if (length < 0x1000_0000) return out.writeUInt32BE((length | 0xe000_0000) >>> 0, at);
  return out.writeUInt32BE(length, out.writeUInt8(0xf0, at));
}

/** Bytes that the length in front of a word takes, by its first byte. */
function lengthBytes(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc0) return 2;
  if (first < 0xe0) return 3;
  if (first < 0xf0) return 4;
  if (first < 0xf8) return 5;
  throw new UnreadableStream(`reserved length byte 0x${first.toString(16)}`);
}

function longLength(bytes: Buffer, at: number, head: number): number {
  let length = head === 5 ? 0 : bytes[at]! & (0xff >> head);
  for (let i = 1; i < head; i++) length = length * 0x100 + bytes[at + i]!;
  if (length > BOUNDS.wordBytes) throw new UnreadableStream(`word of ${length} bytes`);
  return length;
}

/** Makes sentences of a stream that may be cut anywhere. Empty sentences mean nothing and are left out. */
export class SentenceDecoder {
  readonly #pieces: Buffer[] = [];
  #held = 0;
  /** Bytes that are needed to get on. */
  #wanted = 1;
  #words: string[] = [];
  #sentenceBytes = 0;

  /** Throws UnreadableStream; the stream is of no more use then. */
  push(chunk: Buffer, take: (words: string[]) => void): void {
    this.#held += chunk.length;
    if (this.#held < this.#wanted || this.#pieces.length > 0) {
      this.#pieces.push(chunk);
      if (this.#held < this.#wanted && this.#pieces.length < MOST_PIECES) return;
    }
    const bytes = this.#pieces.length === 0 ? chunk : Buffer.concat(this.#pieces);
    this.#pieces.length = 0;
    const used = this.#held < this.#wanted ? 0 : this.#read(bytes, take);
    this.#held = bytes.length - used;
    if (this.#held > 0) this.#pieces.push(bytes.subarray(used));
  }

  /** Takes all whole words, returns how many bytes they were. */
  #read(bytes: Buffer, take: (words: string[]) => void): number {
    // one conversion for all words is several times cheaper than one for each; right as it is where all is ASCII
    const text = bytes.toString('latin1');
    const isAscii = !BEYOND_ASCII.test(text);
    let at = 0;
    for (;;) {
      const first = bytes[at];
      if (first === undefined) {
        this.#wanted = 1;
        return at;
      }
      const head = first < 0x80 ? 1 : lengthBytes(first);
      if (bytes.length - at < head) {
        this.#wanted = head;
        return at;
      }
      const length = head === 1 ? first : longLength(bytes, at, head);
      const start = at + head;
      const end = start + length;
      if (end > bytes.length) {
        this.#wanted = head + length;
        return at;
      }
      if (length === 0) {
        if (this.#words.length > 0) this.#sentence(take);
      } else {
        const word = text.slice(start, end);
        this.#word(isAscii || !BEYOND_ASCII.test(word) ? word : decodeText(bytes, start, end), length);
      }
      at = end;
    }
  }

  #word(text: string, length: number): void {
    this.#sentenceBytes += length;
    if (this.#words.length >= BOUNDS.sentenceWords || this.#sentenceBytes > BOUNDS.sentenceBytes)
      throw new UnreadableStream(`sentence of more than ${this.#words.length} words`);
    this.#words.push(text);
  }

  #sentence(take: (words: string[]) => void): void {
    const words = this.#words;
    this.#words = [];
    this.#sentenceBytes = 0;
    take(words);
  }
}
