import { connect, type Socket } from 'node:net';

/** A client of bytes: it shares no line with the simulator's codec. Words up to 16 383 bytes. */
export class RawClient implements AsyncDisposable {
  readonly socket: Socket;
  bytes: Buffer = Buffer.alloc(0);
  /** How the connection ended: `fin`, `rst`, or nothing yet. */
  ended: 'fin' | 'rst' | undefined;
  #wake: (() => void)[] = [];

  constructor(port: number, host = '127.0.0.1') {
    this.socket = connect({ port, host, noDelay: true });
    this.socket.on('data', (chunk: Buffer) =>
      this.#changed(() => (this.bytes = Buffer.concat([this.bytes, chunk]))),
    );
    this.socket.on('end', () => this.#changed(() => (this.ended ??= 'fin')));
    this.socket.on('error', () => this.#changed(() => (this.ended ??= 'rst')));
    this.socket.on('close', () => this.#changed(() => (this.ended ??= 'fin')));
  }

  #changed(change: () => void): void {
    change();
    for (const wake of this.#wake.splice(0)) wake();
  }

  /** Words with one- or two-byte lengths and the closing zero. */
  static sentence(...words: string[]): Buffer {
    const parts = words.map((word) => {
      const text = Buffer.from(word, 'latin1');
      const { length } = text;
      return Buffer.concat([
        length < 128 ? Buffer.of(length) : Buffer.of(0x80 | (length >> 8), length & 255),
        text,
      ]);
    });
    return Buffer.concat([...parts, Buffer.of(0)]);
  }

  say(...words: string[]): void {
    this.socket.write(RawClient.sentence(...words));
  }

  /** Sentences in what has come so far. */
  get sentences(): string[][] {
    const all: string[][] = [];
    let words: string[] = [];
    for (let at = 0; at < this.bytes.length; ) {
      let length = this.bytes[at++]!;
      if (length >= 0xc0) length = (length & 31) * 65_536 + this.bytes[at++]! * 256 + this.bytes[at++]!;
      else if (length >= 0x80) length = (length & 63) * 256 + this.bytes[at++]!;
      if (length === 0) {
        all.push(words);
        words = [];
      } else {
        words.push(this.bytes.toString('latin1', at, at + length));
        at += length;
      }
    }
    return all;
  }

  /** Waits until `done` holds of all sentences heard; fails with them after `withinMs`. */
  async until(done: (sentences: string[][]) => boolean, withinMs = 5_000): Promise<string[][]> {
    const deadline = Date.now() + withinMs;
    while (!done(this.sentences)) {
      const left = deadline - Date.now();
      if (left <= 0)
        throw new Error(
          `not heard in ${withinMs} ms; heard: ${JSON.stringify(this.sentences)}, ended: ${this.ended}`,
        );
      await this.#change(left);
    }
    return this.sentences;
  }

  /** Resolves with how the connection ended. */
  async end(withinMs = 5_000): Promise<'fin' | 'rst'> {
    const deadline = Date.now() + withinMs;
    while (!this.ended && Date.now() < deadline) await this.#change(deadline - Date.now());
    if (!this.ended) throw new Error(`still open after ${withinMs} ms`);
    return this.ended;
  }

  /** Nothing comes for so long. */
  async silent(ms: number): Promise<boolean> {
    const before = this.bytes.length;
    await this.#change(ms);
    return this.bytes.length === before && !this.ended;
  }

  /** One command, its sentences up to `!done` or `!fatal`; what was heard before is forgotten. */
  async ask(...words: string[]): Promise<string[][]> {
    this.bytes = Buffer.alloc(0);
    this.say(...words);
    return this.until((sentences) => ['!done', '!fatal'].includes(sentences.at(-1)?.[0] ?? ''));
  }

  async login(name = 'admin', password = 'simulator'): Promise<this> {
    const heard = await this.ask('/login', `=name=${name}`, `=password=${password}`);
    if (heard[0]?.[0] !== '!done') throw new Error(`login refused: ${JSON.stringify(heard)}`);
    return this;
  }

  #change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.destroy();
  }
}

/** Rows of a reply as objects. */
export const rowsOf = (sentences: readonly string[][]): Record<string, string>[] =>
  sentences
    .filter(([head]) => head === '!re')
    .map((words) =>
      Object.fromEntries(
        words
          .slice(1)
          .filter((word) => word.startsWith('='))
          .map((word) => {
            const end = word.indexOf('=', 1);
            return [word.slice(1, end), word.slice(end + 1)];
          }),
      ),
    );
