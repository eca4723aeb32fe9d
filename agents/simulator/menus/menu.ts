import type { Request, Row } from '../api/sentence.ts';
import type { Policy } from '../handle.ts';
import type { Router } from '../router.ts';
import type { Features } from '../version.ts';

/** Who asks, over which connection. */
export interface Caller {
  readonly user: string;
  readonly policies: ReadonlySet<Policy>;
  readonly from: string;
}

export interface Call {
  readonly router: Router;
  readonly features: Features;
  readonly request: Request;
  readonly caller: Caller;
  readonly now: number;
}

/** What a command gives. */
export interface Answer {
  readonly rows?: readonly Row[];
  /** `=ret=` of the final `!done`. */
  readonly ret?: string;
  /** Goes on until it ends by itself or is cancelled. */
  readonly stream?: (signal: AbortSignal) => AsyncIterable<Row>;
  /** Takes the connection over instead of the final `!done`, e.g. a reboot. */
  readonly leave?: () => void;
}

export interface Command {
  readonly policy: readonly Policy[];
  /** Not in every version. */
  exists?(features: Features): boolean;
  run(call: Call): Answer | Promise<Answer>;
}

/** One menu of RouterOS: its rows, what may be changed, and commands of its own. */
export interface Menu {
  /** Not in every version. */
  exists?(features: Features): boolean;
  /** Present rows; without it those of the stored table. Absent together with `fields` where nothing can be printed. */
  rows?(router: Router, now: number): readonly Row[];
  /** One row of settings without `.id`. */
  readonly single?: true;
  /** Names that `add` and `set` take; without them nothing can be changed. */
  readonly fields?: readonly string[];
  /** Names that `add` needs. */
  readonly required?: readonly string[];
  /** What may be done to rows, default all of it. */
  readonly verbs?: readonly ('add' | 'set' | 'remove')[];
  /** Shown as `*****` to accounts without `sensitive`. */
  readonly sensitive?: readonly string[];
  /** Rights beside `read`/`write`. */
  readonly writePolicy?: readonly Policy[];
  /** Values completed or refused (a Trap) before they are stored; `old` is the row being set. */
  check?(call: Call, values: Record<string, string>, old: Row | undefined): Record<string, string>;
  /** After a row was added, set or removed. */
  changed?(call: Call, row: Row, how: 'add' | 'set' | 'remove'): void;
  readonly commands?: Readonly<Record<string, Command>>;
}

export type Menus = Readonly<Record<string, Menu>>;
