/** A sentence of a client, its words sorted by what they are (manual, page API, "API words"). */
export interface Request {
  /** `/ip/hotspot/active/print`, as sent. */
  readonly command: string;
  /** `=name=value`, also `.id` and `.proplist`. */
  readonly args: ReadonlyMap<string, string>;
  /** `?…` without the question mark, in order. */
  readonly queries: readonly string[];
  readonly tag: string | undefined;
}

/** Tags may stand anywhere, also first. A value may hold `=`: it begins after the second one. */
export function parseRequest(words: readonly string[]): Request {
  const args = new Map<string, string>();
  const queries: string[] = [];
  let command: string | undefined;
  let tag: string | undefined;
  for (const word of words) {
    if (word.startsWith('.tag=')) tag = word.slice(5);
    else if (word.startsWith('=')) {
      const end = word.indexOf('=', 1);
      if (end < 0) args.set(word.slice(1), '');
      else args.set(word.slice(1, end), word.slice(end + 1));
    } else if (word.startsWith('?')) queries.push(word.slice(1));
    else command ??= word;
  }
  return { command: command ?? '', args, queries, tag };
}

/** Categories of `!trap` (manual, page API, "Error categories"). */
export const CATEGORY = {
  missing: 0,
  argument: 1,
  interrupted: 2,
  script: 3,
  general: 4,
  api: 5,
  tty: 6,
  ret: 7,
} as const;

/** A command was refused. `category` is sent only where RouterOS sends one. */
export class Trap extends Error {
  override readonly name = 'Trap';
  readonly category: number | undefined;

  constructor(message: string, category?: number) {
    super(message);
    this.category = category;
  }
}

export type Row = Readonly<Record<string, string>>;

export function rowWords(head: string, row: Row, tag: string | undefined): string[] {
  const words = [head];
  for (const name in row) words.push(`=${name}=${row[name]}`);
  if (tag !== undefined) words.push(`.tag=${tag}`);
  return words;
}

export function trapWords(trap: Trap, tag: string | undefined): string[] {
  const words = ['!trap'];
  if (trap.category !== undefined) words.push(`=category=${trap.category}`);
  words.push(`=message=${trap.message}`);
  if (tag !== undefined) words.push(`.tag=${tag}`);
  return words;
}
