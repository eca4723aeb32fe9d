import type { Entry, GapEntry } from '#contract/agent-link.ts';

/** An entry before the outbox has numbered it. */
export type Unnumbered = Entry extends infer E ? (E extends Entry ? Omit<E, 'seq'> : never) : never;
export type Hole = Omit<GapEntry, 'seq'>;

/** The hole that an entry leaves when it is dropped for want of room; that of a hole is itself. */
export const holeOf = (entry: Unnumbered): Hole =>
  entry.kind === 'gap'
    ? entry
    : { kind: 'gap', dropped: 1, from: entry.at, to: entry.at, why: 'outbox-full' };

/** One hole that covers all. */
export function holeOver(holes: readonly Hole[]): Hole {
  const instants = holes.flatMap((hole) => [hole.from, hole.to]).sort();
  return {
    kind: 'gap',
    dropped: holes.reduce((sum, hole) => sum + hole.dropped, 0),
    from: instants[0]!,
    to: instants.at(-1)!,
    why: 'outbox-full',
  };
}
