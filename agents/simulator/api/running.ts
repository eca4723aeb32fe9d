import type { Answer } from '../menus/menu.ts';
import { CATEGORY, rowWords, Trap, trapWords } from './sentence.ts';

/** Sentences of one command that go out in one turn before another command has its own. */
const TURN = 8;

interface Print {
  readonly tag: string | undefined;
  readonly sentences: Iterator<string[]>;
}

interface Stream {
  readonly tag: string | undefined;
  readonly abort: AbortController;
}

/** The commands of one connection that are being answered at the same time, each turn a few sentences of each. */
export class Running {
  readonly #prints: Print[] = [];
  readonly #streams = new Set<Stream>();
  readonly #send: (sentences: readonly string[][]) => void;

  constructor(send: (sentences: readonly string[][]) => void) {
    this.#send = send;
  }

  get count(): number {
    return this.#prints.length + this.#streams.size;
  }

  /** There is something to send now. */
  get busy(): boolean {
    return this.#prints.length > 0;
  }

  begin(answer: Answer, tag: string | undefined, sayEmpty: boolean): void {
    if (answer.stream) void this.#follow(answer.stream, tag);
    else this.#prints.push({ tag, sentences: sentencesOf(answer, tag, sayEmpty) });
  }

  refuse(trap: Trap, tag: string | undefined): void {
    const sentences = [trapWords(trap, tag), rowWords('!done', {}, tag)];
    this.#prints.push({ tag, sentences: sentences[Symbol.iterator]() });
  }

  /** One turn for every print. */
  turn(): string[][] {
    const out: string[][] = [];
    for (const print of [...this.#prints]) {
      for (let i = 0; i < TURN; i++) {
        const next = print.sentences.next();
        if (next.done) {
          this.#prints.splice(this.#prints.indexOf(print), 1);
          break;
        }
        out.push(next.value);
      }
    }
    return out;
  }

  /** Interrupts the commands with this tag, or all; what they are owed comes around the `!done` of the cancel itself. */
  cancel(tag: string | undefined, own: string | undefined): string[][] {
    const tags: (string | undefined)[] = [];
    for (const stream of [...this.#streams]) {
      if (tag !== undefined && stream.tag !== tag) continue;
      this.#streams.delete(stream);
      stream.abort.abort();
      tags.push(stream.tag);
    }
    for (const print of [...this.#prints]) {
      if (tag !== undefined && print.tag !== tag) continue;
      this.#prints.splice(this.#prints.indexOf(print), 1);
      tags.push(print.tag);
    }
    const interrupted = new Trap('interrupted', CATEGORY.interrupted);
    return [
      ...tags.map((one) => trapWords(interrupted, one)),
      rowWords('!done', {}, own),
      ...tags.map((one) => rowWords('!done', {}, one)),
    ];
  }

  /** The connection is gone. */
  drop(): void {
    for (const stream of this.#streams) stream.abort.abort();
    this.#streams.clear();
    this.#prints.length = 0;
  }

  async #follow(start: NonNullable<Answer['stream']>, tag: string | undefined): Promise<void> {
    const stream: Stream = { tag, abort: new AbortController() };
    this.#streams.add(stream);
    try {
      for await (const row of start(stream.abort.signal)) {
        if (!this.#streams.has(stream)) return;
        this.#send([rowWords('!re', row, tag)]);
      }
      if (this.#streams.delete(stream)) this.#send([rowWords('!done', {}, tag)]);
    } catch (error) {
      // a cancelled stream ends by its AbortError, and was answered by `cancel`
      if (!this.#streams.delete(stream)) return;
      const trap = error instanceof Trap ? error : new Trap(`failure: ${error}`, CATEGORY.general);
      this.#send([trapWords(trap, tag), rowWords('!done', {}, tag)]);
    }
  }
}

function* sentencesOf(answer: Answer, tag: string | undefined, sayEmpty: boolean): Generator<string[]> {
  for (const row of answer.rows ?? []) yield rowWords('!re', row, tag);
  if (sayEmpty && answer.rows?.length === 0) yield rowWords('!empty', {}, tag);
  yield rowWords('!done', answer.ret === undefined ? {} : { ret: answer.ret }, tag);
}
