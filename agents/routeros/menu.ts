import { z } from 'zod';
import type { Reply, Row } from './pending-command.ts';
import { RouterFault } from './router-fault.ts';

/** A command of RouterOS together with how its reply is read. */
export interface Menu<T> {
  readonly words: readonly string[];
  read(reply: Reply): T;
}

/** What a menu needs to ask: `RouterLink` has it. */
export interface Asks {
  exec(words: readonly string[], deadlineMs: number): Promise<Reply>;
}

/** Asks and reads. Rejects with the link's RouterFault, or `unreadable` when the reply is not what the menu promises. */
export async function ask<T>(link: Asks, menu: Menu<T>, deadlineMs: number): Promise<T> {
  const reply = await link.exec(menu.words, deadlineMs);
  try {
    return menu.read(reply);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    const what = `${menu.words[0]}: ${issue?.path.join('.') || 'row'}: ${issue?.message}`;
    throw new RouterFault('unreadable', 'command', what.slice(0, 200), { cause: error });
  }
}

export const rowsAs = <S extends z.ZodType>(schema: S, rows: readonly Row[]): z.output<S>[] =>
  rows.map((row) => schema.parse(row));

/** The row of a menu of settings; refused when there is none. */
export const soleRow = <S extends z.ZodType>(schema: S, rows: readonly Row[]): z.output<S> =>
  schema.parse(rows[0]);
