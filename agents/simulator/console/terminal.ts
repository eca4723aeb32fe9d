import { fromWire, toWire } from '../api/codec.ts';
import type { Console } from './console.ts';
import { Failure, Incomplete } from './failure.ts';
import { Interpreter } from './interpreter.ts';
import { Missing } from './menu-commands.ts';
import { Scope } from './scope.ts';
import type { Statement } from './tree.ts';

export interface PasteOptions {
  /** Reads only so many lines of the text; what is open then stays unread. */
  readonly untilLine?: number;
  /** Reads only so many bytes (UTF-8) of the text. */
  readonly cutAfterBytes?: number;
  /** Ends the paste between two commands, as a power cut does. */
  readonly stop?: AbortSignal;
}

export interface PasteResult {
  /** All that the console wrote, errors among it, without the echo of what was pasted. */
  readonly output: string;
  /** The errors alone, in order. */
  readonly errors: readonly string[];
  /** No error, and nothing left open at the end. */
  readonly ok: boolean;
}

function shortened(text: string, { untilLine, cutAfterBytes }: PasteOptions): string {
  // a router reads bytes, whatever they spell
  const bytes = toWire(text).slice(0, cutAfterBytes);
  return untilLine === undefined ? bytes : bytes.split('\n').slice(0, untilLine).join('\n');
}

/**
 * A text pasted into the terminal: read line by line, each line carried out once it is complete. A line that is wrong is
 * refused alone; inside a block the block ends there, and the lines after it are commands of their own.
 */
export async function paste(
  console: Console,
  text: string,
  options: PasteOptions = {},
): Promise<PasteResult> {
  const run = new Interpreter(console, options.stop ? { stop: options.stop } : {});
  const errors: string[] = [];
  const refuse = (message: string): void => {
    errors.push(message);
    run.put(message);
  };
  let menu = '';
  let open = '';
  let asked = 0;
  for (const line of shortened(text, options).replace(/\r\n?/g, '\n').split('\n')) {
    if (run.stopped) break;
    // the terminal asks for what is missing and takes the next line for the answer
    if (asked > 0) {
      asked--;
      continue;
    }
    open = open === '' ? line : `${open}\n${line}`;
    let read: { body: Statement[]; menu: string };
    try {
      read = console.parse(open, menu);
    } catch (error) {
      if (error instanceof Incomplete) continue;
      if (!(error instanceof Failure)) throw error;
      open = '';
      refuse(error.message);
      continue;
    }
    open = '';
    menu = read.menu;
    try {
      await run.run(read.body, new Scope());
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error instanceof Missing && read.body.length === 1 && read.body[0]!.is === 'menu')
        asked = error.names.length;
      refuse(error.message);
    }
  }
  return {
    output: fromWire(run.output.join('\n')),
    errors: errors.map(fromWire),
    ok: errors.length === 0 && open.trim() === '' && !run.stopped,
  };
}
