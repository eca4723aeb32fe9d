import type { Cause, Evidence } from '#contract/outages.ts';
import type { State } from '#contract/status.ts';

/** An outage as it is told of; times in ms. */
export interface OutageFacts {
  readonly firstFailedAt: number;
  readonly endedAt: number | null;
  /** Null after an end: nobody can look any more. */
  readonly firstGoodAt: number | null;
  readonly cause: Cause;
  readonly evidence: Evidence;
  readonly simulated: boolean;
}

/** An outage began (`before` null), changed, or vanished (`after` null). */
export interface OutageChange {
  readonly routerId: number;
  readonly before: OutageFacts | null;
  readonly after: OutageFacts | null;
  /** Of one that vanished: what stands in its place. `down` = it is part of another outage now. */
  readonly instead: State | null;
}

/** What became of a router's outages when its timeline was written anew: moved starts are one outage, not two. */
export function changesOf(
  routerId: number,
  before: readonly OutageFacts[],
  after: readonly OutageFacts[],
  stateAt: (instant: number) => State | null,
): OutageChange[] {
  const left = new Set(before);
  const changes: OutageChange[] = [];
  const pair = (is: OutageFacts, was: OutageFacts | undefined) => {
    if (was) left.delete(was);
    if (!was || differs(was, is)) changes.push({ routerId, before: was ?? null, after: is, instead: null });
  };
  const sameStart = new Map(before.map((was) => [was.firstFailedAt, was]));
  const moved = after.filter((is) => !sameStart.has(is.firstFailedAt));
  for (const is of after) if (sameStart.has(is.firstFailedAt)) pair(is, sameStart.get(is.firstFailedAt));
  for (const is of moved)
    pair(
      is,
      [...left].find((was) => overlap(was, is)),
    );
  for (const was of left)
    changes.push({ routerId, before: was, after: null, instead: stateAt(was.firstFailedAt) });
  return changes;
}

const end = ({ endedAt }: OutageFacts) => endedAt ?? Number.POSITIVE_INFINITY;
const overlap = (a: OutageFacts, b: OutageFacts) => a.firstFailedAt < end(b) && b.firstFailedAt < end(a);

const differs = (a: OutageFacts, b: OutageFacts) =>
  a.firstFailedAt !== b.firstFailedAt ||
  a.endedAt !== b.endedAt ||
  a.firstGoodAt !== b.firstGoodAt ||
  a.cause !== b.cause ||
  a.evidence.kind !== b.evidence.kind ||
  a.evidence.answer?.at !== b.evidence.answer?.at;
