import { RouterFault } from './router-fault.ts';

/** Text as the router sent it; a property that it did not send is absent. */
export type Row = Readonly<Record<string, string>>;

export interface Reply {
  /** `!re` sentences. */
  readonly rows: readonly Row[];
  /** Values of the final `!done`, e.g. `ret`. */
  readonly done: Row;
}

/** Bounds of one reply: 20,000 rows of `/ip/hotspot/host` would be a router in trouble already. */
export const REPLY_BOUNDS = { rows: 20_000, characters: 16 << 20 } as const;

interface Settle {
  resolve(reply: Reply): void;
  reject(fault: Error): void;
}

/** A command from its call to its `!done`, and the reply that it gathers. */
export class PendingCommand {
  readonly words: readonly string[];
  /** Bytes of it may have left. */
  left = false;
  readonly #settle: Settle;
  readonly #timer: NodeJS.Timeout;
  readonly #rows: Row[] = [];
  #characters = 0;
  #trap: RouterFault | undefined;

  constructor(words: readonly string[], settle: Settle, deadlineMs: number, late: () => void) {
    this.words = words;
    this.#settle = settle;
    this.#timer = setTimeout(late, deadlineMs);
  }

  /** One sentence of its reply, without the tag. True when it was the last; throws when the reply exceeds its bounds. */
  take(packet: readonly string[]): boolean {
    const row = rowOf(packet);
    switch (packet[0]) {
      case '!re':
        for (let i = 1; i < packet.length; i++) this.#characters += packet[i]!.length;
        if (this.#rows.push(row) > REPLY_BOUNDS.rows || this.#characters > REPLY_BOUNDS.characters)
          throw new RangeError(`reply of more than ${this.#rows.length - 1} rows`);
        return false;
      case '!trap':
        // of several the first says why
        this.#trap ??= trapOf(row);
        return false;
      default:
        clearTimeout(this.#timer);
        if (this.#trap) this.#settle.reject(this.#trap);
        else this.#settle.resolve({ rows: this.#rows, done: row });
        return true;
    }
  }

  fail(fault: RouterFault): void {
    clearTimeout(this.#timer);
    this.#settle.reject(fault);
  }
}

/** `=name=value`: the value begins after the second `=` and may hold more of them, or nothing. */
function rowOf(packet: readonly string[]): Row {
  const row: Record<string, string> = {};
  for (let i = 1; i < packet.length; i++) {
    const word = packet[i]!;
    if (word.charCodeAt(0) !== 61) continue;
    const end = word.indexOf('=', 1);
    if (end < 0) row[word.slice(1)] = '';
    else row[word.slice(1, end)] = word.slice(end + 1);
  }
  return row;
}

function trapOf(row: Row): RouterFault {
  const category = row.category === undefined ? Number.NaN : Number(row.category);
  return new RouterFault('trap', 'command', (row.message ?? 'no message').slice(0, 200), {
    category: Number.isInteger(category) ? category : null,
  });
}
