import { Failure, Incomplete } from './failure.ts';

/** Reads a script character by character. Lines and columns count from 1, as the router's errors do. */
export class Scanner {
  readonly text: string;
  position = 0;

  constructor(text: string) {
    this.text = text.replace(/\r\n?/g, '\n');
  }

  get done(): boolean {
    return this.position >= this.text.length;
  }

  get next(): string {
    return this.text[this.position] ?? '';
  }

  sees(words: string): boolean {
    return this.text.startsWith(words, this.position);
  }

  /** What a sticky expression finds here, taken; or nothing. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found) this.position += found.length;
    return found || undefined;
  }

  /** Like `take`, left in place. */
  ahead(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    return pattern.exec(this.text)?.[0] || undefined;
  }

  /** Blanks and joined lines: a backslash at the end of a line. */
  blanks(): void {
    this.take(/(?:[ \t]|\\[ \t]*\n)+/y);
    if (this.ahead(/\\[ \t]*$/y)) throw new Incomplete();
  }

  /** Blanks and line ends, where a bracket is open. */
  gaps(): void {
    this.take(/(?:\s|\\[ \t]*\n)+/y);
  }

  /** Takes this character or refuses; the end of the text is no refusal, the rest may follow. */
  need(character: string): void {
    if (this.done) throw new Incomplete();
    if (this.next !== character) throw this.error('syntax error');
    this.position++;
  }

  error(words: string, position = this.position): Failure {
    const before = this.text.slice(0, position).split('\n');
    return new Failure(`${words} (line ${before.length} column ${before.at(-1)!.length + 1})`);
  }
}
